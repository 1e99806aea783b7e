import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Corrections } from '../kinds/corrections.service.js';
import { fixedWords } from './edition.rules.js';
import type { Edition } from './edition.store.js';

/** What a page says in the place of its form: why, what to do instead, and where the edition is. */
export interface Fixed {
  words: string;
  act?: { href: string; words: string };
  href: string;
}

/** What is shown where somebody would change the words of an edition that is approved or has gone out. */
@Injectable()
export class FixedEditions {
  constructor(
    private readonly corrections: Corrections,
    private readonly clock: Clock,
  ) {}

  /** Returns what to show instead of a form, or undefined while the edition can be changed; `href` is its page. */
  async of(me: Actor, edition: Edition, href: string): Promise<Fixed | undefined> {
    if (edition.state === 'composing') return undefined;
    const mayCorrect = me.may('digest.compose') && (await this.corrections.mayCorrect(edition));
    const act = mayCorrect ? { href: `${href}/correction`, words: 'Correct it' } : undefined;
    return { words: fixedWords(edition, this.clock.now()), act, href };
  }
}
