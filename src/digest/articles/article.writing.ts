import { Injectable } from '@nestjs/common';
import { Invalid } from '../../core/errors/index.js';
import { Glossary } from '../../core/glossary/index.js';
import { cleanText } from '../../core/text/index.js';
import { Districts, themeReader } from '../../members/index.js';
import type { ArticleInput } from './article.input.js';
import { FOR_EVERYBODY, inOrder, type ArticleWords } from './article.rules.js';

const readTheme = themeReader();

/** Turns what was typed of an article into the words that are kept. */
@Injectable()
export class ArticleWriting {
  constructor(
    private readonly districts: Districts,
    private readonly glossary: Glossary,
  ) {}

  /** @throws Invalid naming the field */
  async wordsOf(input: ArticleInput): Promise<ArticleWords> {
    const { ages, sizes, stages, roles, readers, dates, meanings } = { ...FOR_EVERYBODY, ...input };
    refuseReaders(readers, roles);
    return {
      kind: input.kind,
      title: cleanText(input.title),
      summary: cleanText(input.summary),
      body: cleanText(input.body, { lines: true }),
      whatItMeans: cleanText(input.whatItMeans),
      districtIds: await this.#districtsOf(input.districts),
      themes: themesOf(input.themes),
      ages,
      sizes: unique(sizes),
      stages: unique(stages),
      roles: unique(roles),
      readers,
      closesOn: input.closesOn,
      dates: inOrder(dates.map(({ on, words }) => ({ on, words: cleanText(words) }))),
      mustKnow: input.mustKnow,
      links: input.links.map(({ words, url }) => ({ words: cleanText(words) || url, url })),
      meanings: await this.#known(meanings),
    };
  }

  async #districtsOf(typed: string[]): Promise<string[]> {
    const read = await this.districts.reader();
    const ids = typed.map((one) => {
      const reading = read(one);
      if (!reading.ok) throw new Invalid({ districts: reading.problem });
      return reading.value.id;
    });
    return unique(ids);
  }

  /** Meanings that the glossary has; one that was taken out meanwhile is asked about again. */
  async #known(meanings: Record<string, string>): Promise<Record<string, string>> {
    const terms = await this.glossary.terms();
    const isKnown = (short: string, id: string) =>
      terms.some((term) => term.id === id && term.short === short && term.isAmbiguous);
    return Object.fromEntries(Object.entries(meanings).filter(([short, id]) => isKnown(short, id)));
  }
}

/** Only roles that somebody holds by name can be checked at the door. */
function refuseReaders(readers: string, roles: readonly string[]): void {
  if (readers !== 'roles') return;
  if (roles.length === 0) throw new Invalid({ roles: 'Choose the roles that may read it.' });
  if (roles.includes('main_contact'))
    throw new Invalid({
      roles: 'An article for main contacts can be read by all members. Choose “Members” above.',
    });
}

function themesOf(typed: string[]): string[] {
  const keys = typed.map((one) => {
    const reading = readTheme(one);
    if (!reading.ok) throw new Invalid({ themes: reading.problem });
    return reading.value.key;
  });
  return unique(keys);
}

function unique<T extends string | number>(values: readonly T[]): T[] {
  return [...new Set(values)].sort();
}
