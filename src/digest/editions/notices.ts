import { Injectable } from '@nestjs/common';
import { Settings } from '../../core/config/index.js';
import { Db } from '../../core/database/index.js';
import { Post, readAddress, shortLetter, type Passage } from '../../core/mail/index.js';
import { Audience } from '../../members/index.js';
import { ThisNetwork } from '../this-network.js';

/** Short letters about the digest to people who look after it. */
@Injectable()
export class Notices {
  constructor(
    private readonly db: Db,
    private readonly audience: Audience,
    private readonly post: Post,
    private readonly here: ThisNetwork,
    private readonly settings: Settings,
  ) {}

  /** Returns the whole address of a page of the network, such as `/digest/2026-W47`. */
  async link(path: string): Promise<string> {
    return `${this.settings.baseUrl}/${(await this.here.facts()).slug}${path}`;
  }

  /** The zone of the network's clocks. */
  async zone(): Promise<string> {
    return (await this.here.facts()).zone;
  }

  /** Writes to one person; returns false when there is no address to write to. */
  async tell(
    personId: string,
    { subject, passages }: { subject: string; passages: Passage[] },
  ): Promise<boolean> {
    const reading = readAddress((await this.audience.addressOf(personId)) ?? '');
    if (!reading.ok) return false;
    const { name: fromName } = await this.here.facts();
    await this.post.toOne(
      { address: reading.address, name: await this.nameOf(personId), personId },
      {
        ...{ kind: 'notice', subject, fromName, fromLocal: 'notices', resend: 'ask' },
        piece: shortLetter(passages),
      },
    );
    return true;
  }

  /** Returns what somebody is called; an erased person is nobody any more. */
  async nameOf(personId: string): Promise<string> {
    const row = await this.db.one<{ name: string }>(
      `select trim(given || ' ' || family) as name from person where id = $1`,
      [personId],
    );
    return row?.name || 'Somebody';
  }
}
