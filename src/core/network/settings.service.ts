import { Injectable } from '@nestjs/common';
import { allow, Routes, type Actor } from '../access/index.js';
import { Audit } from '../audit/index.js';
import { Contributions, NetworkSettings, type NetworkSettingsSection } from '../contracts/index.js';
import { Db } from '../database/index.js';
import { Conflict, Invalid } from '../errors/index.js';
import type { NetworkFacts } from './facts.rules.js';
import { MODULE_WORDS, OWN_WORDS } from './models.rules.js';
import type { SettingsInput } from './settings.input.js';
import { changesOf, modulesAfter, settingOf } from './settings.rules.js';

/** A module's section with the name under which its values are kept. */
export interface Section {
  key: string;
  section: NetworkSettingsSection;
}

/** What a network decides for itself. */
@Injectable()
export class SettingsOfNetwork {
  constructor(
    private readonly db: Db,
    private readonly contributions: Contributions,
    private readonly routes: Routes,
    private readonly audit: Audit,
  ) {}

  /** The network as it is at this moment. */
  async here(): Promise<NetworkFacts> {
    const sql = 'select network_facts(n) as facts from network n where n.id = $1';
    return (await this.db.one<{ facts: NetworkFacts }>(sql, [this.db.networkId]))!.facts;
  }

  /** The sections that modules add to the page, in their order; only of modules that are switched on. */
  sections(here: NetworkFacts): Section[] {
    return this.contributions
      .keyed<NetworkSettingsSection>(NetworkSettings)
      .map(({ key, instance }) => ({ key, section: instance }))
      .filter(({ key }) => !Object.hasOwn(MODULE_WORDS, key) || here.modules.includes(key))
      .sort((a, b) => a.section.position - b.section.position);
  }

  /** The modules this version has, which a network can switch on and off. */
  offered(): string[] {
    const there = new Set(this.routes.all().map(({ module }) => module));
    return Object.keys(MODULE_WORDS).filter((name) => there.has(name));
  }

  /** Keeps what was sent. @throws Conflict when somebody else saved meanwhile, Invalid for a section's field */
  async save(me: Actor, input: SettingsInput): Promise<void> {
    allow(me.may('network.settings'));
    const here = await this.here();
    const after = { ...this.#after(here, input), settings: this.#settings(here, input) };
    const saved = await this.db.one(
      `update network set name = $1, colour = $2, zone = $3, is_charity = $4, words = $5, modules = $6, settings = $7,
         version = version + 1 where id = $8 and version = $9 returning version`,
      [
        after.name,
        after.colour,
        after.zone,
        after.isCharity,
        JSON.stringify(after.words),
        after.modules,
        JSON.stringify(after.settings),
        here.id,
        input.version,
      ],
    );
    if (!saved) throw new Conflict('Somebody else has saved the settings since you opened them.');
    await this.audit.record(
      me,
      'network.settings',
      { type: 'network', id: here.id },
      { ...changesOf(here, after) },
    );
  }

  #after(here: NetworkFacts, input: SettingsInput) {
    const sent = OWN_WORDS.map(({ ours }) => [ours, String(input[`word-${ours}`] ?? '').trim() || ours]);
    const own = sent.filter(([ours, word]) => word !== ours || Object.hasOwn(here.words, ours));
    return {
      name: input.name,
      colour: input.colour,
      zone: input.zone,
      isCharity: input.charity,
      words: { ...here.words, ...Object.fromEntries(own) },
      modules: modulesAfter(here.modules, this.offered(), input.modules),
    };
  }

  #settings(here: NetworkFacts, input: SettingsInput): Record<string, unknown> {
    const problems: Record<string, string> = {};
    const read = this.sections(here).map(({ key, section }) => {
      const held = (here.settings[key] ?? {}) as Record<string, unknown>;
      const values = section.fields.flatMap((field) => {
        const name = fieldName(key, field.name);
        const sent = input[name];
        const value = typeof sent === 'string' ? sent.trim() : settingOf(here.settings, key, field);
        const known = !field.options || field.options.some((option) => option.value === value);
        const refusal = known ? field.refuse?.(value) : 'Choose one from the list.';
        if (refusal) problems[name] = refusal;
        // What nobody chose stays unwritten, so that a better fallback reaches everybody.
        return value === field.fallback && !Object.hasOwn(held, field.name) ? [] : [[field.name, value]];
      });
      return [key, { ...held, ...Object.fromEntries(values) }];
    });
    if (Object.keys(problems).length > 0) throw new Invalid(problems);
    const contact = {
      ...{ contactEmail: input['contact-email'], contactPhone: input['contact-phone'] },
      contactPost: input['contact-post'],
    };
    return { ...here.settings, ...contact, ...Object.fromEntries(read) };
  }
}

/** The name of a section's field in the form. */
export function fieldName(section: string, field: string): string {
  return `${section}-${field}`;
}
