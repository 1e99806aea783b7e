import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import { Settings } from '../../config/index.js';
import { Post, shortLetter } from '../../mail/index.js';
import { sayDateTime } from '../../web/templates/index.js';
import { signInLetter } from '../emails/sign-in.rules.js';
import { SignInQueries } from './sign-in.queries.js';

const ROUGH = 5 * 60_000;

/** Writes the letter with the link, or the same letter to nobody. */
@Injectable()
export class SignInLetters {
  constructor(
    private readonly post: Post,
    private readonly queries: SignInQueries,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Takes the letter to the post; `address` undefined is an address nobody signs in with, which is not kept. */
  async send(
    address: string | undefined,
    facts: { token: string; code?: string; device: string; next?: string },
  ): Promise<void> {
    const network = await this.queries.network(/^\/([a-z0-9-]+)/.exec(facts.next ?? '')?.[1] ?? '-');
    const place = network?.name ?? 'Folkmoot';
    const { subject, passages } = signInLetter({
      place,
      link: `${this.settings.baseUrl}/sign-in/l/${facts.token}`,
      device: facts.device,
      when: this.#roughly(network?.zone),
      code: facts.code,
    });
    await this.post.toOne(
      { address: address ?? 'nobody@address.invalid' },
      {
        kind: 'sign-in',
        subject,
        fromName: place,
        fromLocal: 'sign-in',
        resend: 'never',
        piece: shortLetter(passages),
        skip: address ? undefined : 'nobody signs in with this address',
      },
    );
  }

  #roughly(zone: string | undefined): string {
    const now = this.clock.now().getTime();
    return `about ${sayDateTime(new Date(Math.round(now / ROUGH) * ROUGH), zone)}`;
  }
}
