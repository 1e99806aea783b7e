import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/index.js';
import { Command, type CommandInput } from '../../command/index.js';
import { Db, HOUSE } from '../../database/index.js';
import { NotFound } from '../../errors/index.js';
import { Actor } from '../actor.js';

/** For somebody who lost both the authenticator and the recovery codes; the operator checks who is asking. */
@Injectable()
export class ResetCommand {
  constructor(
    private readonly db: Db,
    private readonly audit: Audit,
  ) {}

  @Command({
    name: 'second-factor reset',
    about: 'Takes the second factor off an account, signs it out everywhere and revokes its API tokens',
    words: ['EMAIL'],
  })
  async reset({ words: [email] }: CommandInput): Promise<{ account: string; reset: boolean }> {
    const found = await this.db.one<{ id: string | null }>('select account_find($1) as id', [email]);
    const id = found?.id;
    if (!id) throw new NotFound(`Nobody signs in with ${email}.`);
    const gone = await this.db.inNetwork(HOUSE, () => this.#reset(id), id);
    return { account: email, reset: gone };
  }

  async #reset(id: string): Promise<boolean> {
    const gone = await this.db.one('delete from totp where account_id = $1 returning account_id', [id]);
    await this.db.query('select sessions_end_of($1), tokens_end_of($1)', [id]);
    const me = new Actor(HOUSE, id, id, '', [], 'command line');
    await this.audit.record(me, 'second-factor.reset', { type: 'account', id });
    return gone !== undefined;
  }
}
