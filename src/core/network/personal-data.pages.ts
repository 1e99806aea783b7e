import { Get } from '@nestjs/common';
import { Here, Limits, Me, Self, type Actor } from '../access/index.js';
import { Audit } from '../audit/index.js';
import { Clock } from '../clock/index.js';
import { Contributions, PersonalData, type PersonalSection } from '../contracts/index.js';
import { download, page, Pages } from '../web/index.js';
import { sayDateTime } from '../web/templates/index.js';
import type { NetworkFacts } from './facts.rules.js';
import { emptyWords, fieldName, inOrder, isLog, plainWords } from './personal-data-words.rules.js';

/** Records of one kind on the page; the download has them all. */
const SHOWN = 20;

/** What the network holds about a person, for that person (UK GDPR, articles 15 and 20). */
@Pages('me/data')
export class PersonalDataPages {
  constructor(
    private readonly contributions: Contributions,
    private readonly limits: Limits,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  @Self()
  @Get()
  async show(@Me() me: Actor, @Here() here: NetworkFacts) {
    const sections = await this.#about(me.personId);
    await this.audit.record(me, 'personal-data.read', { type: 'person', id: me.personId });
    const shown = inOrder(sections).map(({ heading, rows }) => ({
      heading,
      isLog: isLog(heading),
      rows: rows.slice(-SHOWN).map((row) => asRows(heading, row, here.zone)),
      more: Math.max(0, rows.length - SHOWN),
    }));
    const back = { href: `/${here.slug}/me`, words: me.name };
    return page('core/network/views/personal-data', {
      title: 'What we hold about you',
      sections: shown,
      back,
    });
  }

  /** The same for a machine. */
  @Self()
  @Get('download')
  async save(@Me() me: Actor, @Here() here: NetworkFacts) {
    await this.limits.spend('export', me.personId);
    const sections = await this.#about(me.personId);
    await this.audit.record(me, 'personal-data.downloaded', { type: 'person', id: me.personId });
    const whole = { network: here.name, person: me.name, madeAt: this.clock.now().toISOString(), sections };
    return download(JSON.stringify(whole, null, 2), 'application/json', `${here.slug}-about-me.json`);
  }

  async #about(personId: string): Promise<PersonalSection[]> {
    const all: PersonalSection[] = [];
    for (const one of this.contributions.all<PersonalData>(PersonalData))
      all.push(...(await one.about(personId)));
    return all.filter(({ rows }) => rows.length > 0);
  }
}

/** A record as keys and words. */
function asRows(
  heading: string,
  row: Record<string, unknown>,
  zone: string,
): { key: string; value: string }[] {
  return Object.entries(row).map(([key, value]) => ({
    key: fieldName(key),
    value: asWords(value, zone) || emptyWords(heading, key),
  }));
}

function asWords(value: unknown, zone: string): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return sayDateTime(value, zone);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : plainWords(String(value as string | number));
}
