import { Body, Get, Param, Post } from '@nestjs/common';
import { Form, page, Pages, redirect } from '../../web/index.js';
import type { Actor } from '../actor.js';
import { Can, Me, StepUp } from '../decorators.js';
import { TOKEN_DAYS, tokenInput, type TokenInput } from './account.input.js';
import { Tokens } from './tokens.service.js';

/** A person's own tokens for the API. */
@Pages('me/tokens')
export class TokensPages {
  constructor(private readonly tokens: Tokens) {}

  @Can('api.use')
  @StepUp()
  @Get()
  async list(@Me() me: Actor, @Param() params: { network: string }) {
    return page('core/access/views/tokens', {
      title: 'Tokens for the API',
      tokens: await this.tokens.of(me),
      days: TOKEN_DAYS,
      back: { href: `/${params.network}/me`, words: me.name },
    });
  }

  @Can('api.use')
  @StepUp()
  @Form('list')
  @Post()
  async create(@Me() me: Actor, @Body({ schema: tokenInput }) input: TokenInput) {
    const token = await this.tokens.create(me, input);
    return page('core/access/views/token-new', { title: 'Your new token', token, name: input.name });
  }

  @Can('api.use')
  @StepUp()
  @Post(':id/revocation')
  async revoke(@Me() me: Actor, @Param('id') id: string) {
    await this.tokens.revoke(me, id);
    return redirect('/me/tokens', 'The token has stopped working.');
  }
}
