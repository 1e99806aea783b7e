import type { z } from 'zod';
import { nameOf } from '../editions/edition.view.js';
import type { Comparison } from './choosing-rules.service.js';
import { headingWords } from './letter.rules.js';
import {
  AS_IT_WAS,
  movedRule,
  orderText,
  readOrder,
  RULES,
  sameOrder,
  switchedRule,
  type Standing,
} from './precedence.rules.js';
import type { CopyPreview } from './previews.service.js';
import type { rulesQuery } from './rules.input.js';

type Asked = z.output<typeof rulesQuery>;

/** Returns the order that is being tried: the one in the address after the button that was pressed. */
export function tried({ order, up, down, on, off }: Asked, inUse: readonly Standing[]): Standing[] {
  const from = order === '' ? [...inUse] : readOrder(order);
  if (up) return movedRule(from, up, -1);
  if (down) return movedRule(from, down, 1);
  if (on) return switchedRule(from, on, true);
  return off ? switchedRule(from, off, false) : from;
}

/** Returns the rules as the page shows them, in their order. */
export function viewRules(order: readonly Standing[], inUse: readonly Standing[], mayChange: boolean) {
  return {
    rules: order.map(({ name, on }, at) => {
      const { words, hint, heading } = RULES.find((rule) => rule.name === name)!;
      const isFixed = at === 0 || !mayChange;
      return {
        ...{ name, on, words, hint, heading },
        mayUp: !isFixed && at > 1,
        mayDown: !isFixed && at < order.length - 1,
        maySwitch: !isFixed,
      };
    }),
    order: orderText(order),
    was: orderText(inUse),
    isTried: !sameOrder(order, inUse),
    usual: sameOrder(order, AS_IT_WAS) ? undefined : orderText(AS_IT_WAS),
  };
}

/** Returns what changes for one organisation, item by item in the new order, and whether anything does. */
export function viewComparison(compared: Comparison | undefined, typed: string) {
  if (!compared) return { typed, noEdition: true };
  const { draft, organisation, others, now, then } = compared;
  if (!now || !then) return { typed, notFound: typed !== '' };
  const [before, after] = [placesOf(now), placesOf(then)];
  const titles = new Map(draft.items.map(({ key, title }) => [key, title]));
  const lines = [...after].map(([key, place]) => ({
    title: titles.get(key) ?? key,
    now: before.get(key)?.words ?? 'Not in it',
    then: place.words,
    isSame: before.get(key)?.words === place.words,
  }));
  return {
    ...{ typed, organisation, edition: nameOf(draft.edition), others: others.slice(0, 5).join(', ') },
    lines: lines.filter(({ isSame }) => !isSame),
    same: lines.filter(({ isSame }) => isSame).length,
  };
}

/** Where each item stands in a copy: its number, its heading, and whether it is in one line. */
function placesOf({ pieces }: CopyPreview): Map<string, { words: string }> {
  const places = new Map<string, { words: string }>();
  let heading = '';
  for (const facts of pieces) {
    if (!facts) continue;
    if ('group' in facts) heading = headingWords(facts.group);
    else places.set(facts.key, { words: `No. ${places.size + 1}, under “${heading}”` });
  }
  return places;
}
