import { Injectable, Logger } from '@nestjs/common';
import { Settings } from '../../config/index.js';
import { Db } from '../../database/index.js';
import { Sweep } from '../../jobs/index.js';
import { putBack } from '../open-copies.js';

interface Row {
  id: string;
  message_id: string;
  resend: 'never' | 'ask' | 'resend';
}

/**
 * Messages past the gate that nobody answered for. A relay that can be asked settles them by Message-ID; else
 * they are sent again by themselves only where that was chosen, and otherwise wait for a person.
 */
@Injectable()
export class Uncertain {
  readonly #log = new Logger('Uncertain');

  constructor(
    private readonly db: Db,
    private readonly settings: Settings,
  ) {}

  /** Looks at every network's uncertain messages that have had time to settle; beside the sending, never in its way. */
  @Sweep('mail.settle', 'FOLKMOOT_MAIL_SWEEP_SECONDS')
  async settle(): Promise<void> {
    const networks = await this.db.query<{ network_id: string }>(
      `select network_id from networks_with_uncertain_mail($1)
       where not exists (select 1 from deployment where quarantined_since is not null)`,
      [this.settings.FOLKMOOT_MAIL_SETTLE_SECONDS],
    );
    for (const { network_id: networkId } of networks) {
      const settled = await this.db.inNetwork(networkId, () => this.#settled());
      for (const row of settled) {
        const known = await this.#ask(row.message_id);
        // A relay that can usually be asked will answer another time: nothing is doubled for its absence.
        if (known === undefined && this.settings.FOLKMOOT_RELAY_LOOKUP_URL) return;
        await this.db.inNetwork(networkId, () => this.#decide(row, known));
      }
    }
  }

  /** Sends named uncertain messages again that somebody still wants: a person's decision. Returns how many. */
  async sendAgain(letterId: string, ids?: string[]): Promise<number> {
    const rows = await this.db.query<{ state: string }>(
      `update delivery set ${putBack("'Sent again by a person.'", true)}
       where letter_id = $1 and state = 'uncertain' and ($2::uuid[] is null or id = any ($2)) returning state`,
      [letterId, ids ?? null],
    );
    return rows.filter(({ state }) => state === 'pending').length;
  }

  /** Counts named uncertain messages as sent: a person knows that they arrived. Returns how many. */
  async countAsSent(letterId: string, ids: string[]): Promise<number> {
    const rows = await this.db.query(
      `update delivery set state = 'sent', finished_at = app_now(), reason = 'A person says that it arrived.'
       where letter_id = $1 and state = 'uncertain' and id = any ($2::uuid[]) returning id`,
      [letterId, ids],
    );
    return rows.length;
  }

  async #settled(): Promise<Row[]> {
    return this.db.query<Row>(
      `select d.id, d.message_id, l.resend from delivery d join letter l on l.network_id = d.network_id and l.id = d.letter_id
       where d.state = 'uncertain' and d.committed_at <= clock_timestamp() - make_interval(secs => $1)
         and (l.resend = 'resend' and l.state <> 'cancelled' or $2) order by d.committed_at, d.id limit 1000`,
      [this.settings.FOLKMOOT_MAIL_SETTLE_SECONDS, this.settings.FOLKMOOT_RELAY_LOOKUP_URL !== undefined],
    );
  }

  async #decide({ id, resend }: Row, known: boolean | undefined): Promise<void> {
    if (known) return this.#set(id, 'sent', 'The relay says that it has it.');
    const unknown = 'The relay says that it does not have it.';
    // A link that signs somebody in is asked for again, never sent again.
    if (resend === 'never') return this.#set(id, 'refused', unknown);
    const reason = known === false ? unknown : 'Sent again by itself, as the network chose.';
    await this.db.query(
      `update delivery set ${putBack('$2', known === undefined)} where id = $1 and state = 'uncertain'`,
      [id, reason],
    );
  }

  async #set(id: string, state: 'sent' | 'refused', reason: string): Promise<void> {
    await this.db.query(
      `update delivery set state = $2, reason = $3, finished_at = app_now() where id = $1 and state = 'uncertain'`,
      [id, state, reason],
    );
  }

  /** True: the relay has it; false: it does not; undefined: it cannot be asked. */
  async #ask(messageId: string): Promise<boolean | undefined> {
    const pattern = this.settings.FOLKMOOT_RELAY_LOOKUP_URL;
    if (!pattern) return undefined;
    try {
      const bare = messageId.replace(/^<|>$/g, '');
      const answer = await fetch(pattern.replace('{messageId}', encodeURIComponent(bare)), {
        signal: AbortSignal.timeout(10_000),
        redirect: 'error',
      });
      if (answer.status === 200) return true;
      if (answer.status === 404) return false;
      this.#log.warn(`The relay's look-up answered ${answer.status}.`);
    } catch (error) {
      this.#log.warn(`The relay's look-up cannot be reached: ${(error as Error).message}`);
    }
    return undefined;
  }
}
