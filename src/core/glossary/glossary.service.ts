import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../access/index.js';
import { Audit } from '../audit/index.js';
import { isId, newId } from '../database/index.js';
import { Conflict, Invalid, NotFound } from '../errors/index.js';
import { cleanText } from '../text/index.js';
import { problemsOf, type AcronymProblem, type ReadItem } from './acronym-problems.rules.js';
import { GlossaryStore, type KeptTerm, type TermWords } from './glossary.store.js';
import { Explainer } from './said-in-full.js';
import { MOST_TERMS, refuseShort, type Term } from './term.rules.js';
import { ownWords, unknownCapitals } from './unknown-capitals.rules.js';

/** What the short forms of the network stand for. */
@Injectable()
export class Glossary {
  constructor(
    private readonly store: GlossaryStore,
    private readonly audit: Audit,
  ) {}

  /** Returns every term of the network, in the order of the alphabet. */
  async terms(): Promise<Term[]> {
    return this.store.terms();
  }

  /** Returns the capitals that nobody needs to be told. */
  async excused(): Promise<string[]> {
    return this.store.excused();
  }

  /** Returns what explains short forms on one page, each at its first use there. */
  async explainer(): Promise<Explainer> {
    return new Explainer(await this.store.terms());
  }

  /** Returns which short forms of these items are unknown, or have several meanings and none chosen. */
  async acronymProblems(items: readonly ReadItem[]): Promise<AcronymProblem[]> {
    return problemsOf(items, await this.store.terms(), await this.store.excused(), await this.#ownName());
  }

  /** Returns the short forms of a text that nobody has explained or excused, as `acronymProblems` finds them. */
  async unknownIn(text: string): Promise<string[]> {
    return unknownCapitals(text, await this.store.terms(), await this.store.excused(), await this.#ownName());
  }

  /** @throws NotFound */
  async find(id: string): Promise<KeptTerm> {
    const found = isId(id) ? (await this.store.terms()).find((term) => term.id === id) : undefined;
    if (!found) throw new NotFound();
    return found;
  }

  /** Adds a term; returns its id. @throws Invalid naming the field */
  async add(me: Actor, words: TermWords): Promise<string> {
    allow(me.may('glossary.write'));
    const id = newId();
    const term = await this.#checked(words);
    await this.store.insert([{ ...term, id }]);
    await this.audit.record(me, 'term.added', { type: 'term', id }, { short: term.short });
    return id;
  }

  /** @throws Conflict when somebody else has changed it meanwhile */
  async change(me: Actor, id: string, words: TermWords, version?: number): Promise<void> {
    allow(me.may('glossary.write'));
    const before = await this.find(id);
    if (version !== undefined && version !== before.version)
      throw new Conflict('Somebody else has changed this term since you opened it. Open it again.');
    const term = await this.#checked(words, id);
    await this.store.update(id, term);
    await this.audit.record(me, 'term.changed', { type: 'term', id }, { short: term.short });
  }

  /** Takes a term out; what has been sent keeps its words. */
  async remove(me: Actor, id: string): Promise<Term> {
    allow(me.may('glossary.write'));
    const term = await this.find(id);
    await this.store.remove(id);
    await this.audit.record(me, 'term.removed', { type: 'term', id }, { short: term.short, long: term.long });
    return term;
  }

  /** Says of capitals that every reader knows them. @throws Invalid for what is no short form */
  async excuse(me: Actor, word: string): Promise<string> {
    allow(me.may('glossary.write'));
    const short = cleanText(word);
    const problem =
      refuseShort(short) ?? (short.length > 20 ? 'This is too long for a short form.' : undefined);
    if (problem) throw new Invalid({ word: problem });
    await this.store.excuse([short]);
    await this.audit.record(me, 'capitals.excused', undefined, { word: short });
    return short;
  }

  async excuseNoMore(me: Actor, word: string): Promise<void> {
    allow(me.may('glossary.write'));
    await this.store.excuseNoMore(word);
    await this.audit.record(me, 'capitals.excused-no-more', undefined, { word });
  }

  async #ownName(): Promise<string[]> {
    return ownWords(await this.store.network());
  }

  async #checked(words: TermWords, id?: string): Promise<TermWords> {
    const [short, long] = [cleanText(words.short), cleanText(words.long)];
    const problem = refuseShort(short);
    if (problem) throw new Invalid({ short: problem });
    if (long === '') throw new Invalid({ long: 'Say what it stands for.' });
    const all = await this.store.terms();
    if (all.some((term) => term.id !== id && term.short === short && term.long === long))
      throw new Invalid({ short: `${short} is in the glossary with this meaning already.` });
    if (!id && all.length >= MOST_TERMS)
      throw new Invalid({ short: `A glossary holds up to ${MOST_TERMS} terms. Take some out first.` });
    return { short, long, meaning: cleanText(words.meaning), usedFor: cleanText(words.usedFor) };
  }
}
