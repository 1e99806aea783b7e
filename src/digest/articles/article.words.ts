import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Invalid } from '../../core/errors/index.js';
import { ambiguousIn, Glossary, termsFor, type Term } from '../../core/glossary/index.js';
import { markdownText, readability } from '../../core/text/index.js';
import type { AskedWord } from './article-form.rules.js';
import type { ArticleWords } from './article.rules.js';

type Texts = Pick<ArticleWords, 'title' | 'summary' | 'body' | 'whatItMeans' | 'meanings'>;

/** The words of an article while it is written: how they read, and which short forms need a word. */
@Injectable()
export class ArticleWordsCheck {
  constructor(private readonly glossary: Glossary) {}

  /** Returns what there is to say about the words, for the panel above the form and on the article's page. */
  async of(me: Actor, words: Texts) {
    const terms = await this.glossary.terms();
    const text = [words.title, words.summary, words.body, words.whatItMeans].join('\n\n');
    const plain = [words.summary, markdownText(words.body), words.whatItMeans].join('\n\n');
    const unknown = await this.glossary.unknownIn(text);
    const several = ambiguousIn(text, terms).map((one) => severalView(one, words.meanings[one.short]));
    const { long, hard, average } = readability(plain);
    return {
      ...{ long, hard, average, several },
      unknown: unknown.map(unknownView),
      undecided: several.filter(({ value }) => value === ''),
      mayDefine: me.may('glossary.write'),
      isFine: long.length + hard.length + unknown.length + several.filter((one) => !one.value).length === 0,
    };
  }

  /** Puts into the glossary what the writer has said of short forms. @throws Invalid naming the box */
  async learn(me: Actor, asked: readonly AskedWord[]): Promise<void> {
    if (!me.may('glossary.write')) return;
    for (const { short, long, excuse } of asked) {
      try {
        if (long !== '') await this.glossary.add(me, { short, long, meaning: '', usedFor: '' });
        else if (excuse) await this.glossary.excuse(me, short);
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        throw new Invalid({ [`long-${short}`]: Object.values(error.problems)[0] });
      }
    }
  }

  /** Returns the terms as they count for an article. */
  async termsOf({ meanings }: Pick<Texts, 'meanings'>): Promise<Term[]> {
    return termsFor(await this.glossary.terms(), meanings);
  }
}

function unknownView(short: string) {
  return {
    short,
    label: `${short} stands for`,
    longName: `long-${short}`,
    excuseName: `excuse-${short}`,
    excuse: [{ value: 'yes', words: `Everybody knows ${short}` }],
  };
}

function severalView({ short, choices }: { short: string; choices: Term[] }, chosen = '') {
  const items = choices.map(({ id, long, usedFor }) => ({
    value: id,
    words: usedFor ? `${long} (${usedFor})` : long,
  }));
  const value = items.some((item) => item.value === chosen) ? chosen : '';
  return {
    short,
    items,
    value,
    name: `meaning-${short}`,
    legend: `${short} stands for`,
  };
}
