/** What a rule of precedence is called in the database and in addresses. */
export type RuleName =
  'must-know' | 'role' | 'district' | 'theme' | 'ages' | 'size' | 'stage' | 'area' | 'closing';

/** One question that is asked of an item and its readers; where the answer is yes, the item goes before others. */
export interface Rule {
  name: RuleName;
  /** The question as a sentence that is true of the item. */
  words: string;
  /** More about it, where the sentence is not plain by itself. */
  hint?: string;
  /** What stands in a mail above the items that it brings forward. */
  heading: string;
}

/** A rule in its place; one that is off is not asked. */
export interface Standing {
  name: RuleName;
  on: boolean;
}

/** Days before its end within which an item counts as closing soon. */
export const SOON = 14;

/** The rules in the order in which they are asked unless a network has put them in another. */
export const RULES: readonly Rule[] = [
  {
    name: 'must-know',
    words: 'Everybody must know it.',
    hint: 'Always the first rule. At most two items a week; a copy that is full has them all the same.',
    heading: 'What you need to know',
  },
  {
    name: 'role',
    words: 'It is for a role that a reader holds, such as trustee or representative.',
    hint: 'Nobody else is sent it.',
    heading: 'For the role you hold',
  },
  {
    name: 'district',
    words: 'It names a district in which the organisation works.',
    heading: 'In your district',
  },
  {
    name: 'theme',
    words: 'It is about the organisation’s kind of work.',
    heading: 'About your kind of work',
  },
  {
    name: 'ages',
    words: 'It is about children of ages that the organisation serves.',
    heading: 'For the ages you serve',
  },
  {
    name: 'size',
    words: 'It is for organisations of this size.',
    hint: 'By the latest yearly income on record.',
    heading: 'For organisations of your size',
  },
  {
    name: 'stage',
    words: 'It is for organisations at this stage of development.',
    heading: 'For organisations at your stage',
  },
  {
    name: 'area',
    words: 'It is for everybody: it names no district, theme, age, size or stage.',
    heading: 'For everybody',
  },
  { name: 'closing', words: `It closes, or takes place, within ${SOON} days.`, heading: 'Closing soon' },
];

/** The order that holds where a network has written none. */
export const AS_IT_WAS: readonly Standing[] = RULES.map(({ name }) => ({ name, on: true }));

/** The rule that stands first whatever a network writes: what must be known must be seen. */
const FIRST: RuleName = 'must-know';

/**
 * Returns an order of all rules from what was kept or typed: names that are no rule are dropped, a rule that is not
 * named stands where it usually does, behind the one before it, and what must be known stays first and on.
 */
export function standingOf(kept: readonly { name: string; on: boolean }[]): Standing[] {
  const known = kept.flatMap(({ name, on }): Standing[] => {
    const rule = RULES.find((one) => one.name === name);
    return rule && name !== FIRST ? [{ name: rule.name, on }] : [];
  });
  const order: Standing[] = [{ name: FIRST, on: true }];
  for (const one of known) if (!order.some(({ name }) => name === one.name)) order.push(one);
  for (const [at, { name }] of RULES.entries()) {
    if (order.some((one) => one.name === name)) continue;
    const before = order.findIndex((one) => one.name === RULES[at - 1].name);
    order.splice(before + 1, 0, { name, on: true });
  }
  return order;
}

/** Returns the order after one rule was moved a place up or down; the first rule and the ends stay. */
export function movedRule(order: readonly Standing[], name: string, by: -1 | 1): Standing[] {
  const from = order.findIndex((one) => one.name === name);
  const to = from + by;
  if (from < 1 || to < 1 || to >= order.length) return [...order];
  const moved = [...order];
  [moved[from], moved[to]] = [moved[to], moved[from]];
  return moved;
}

/** Returns the order after one rule was switched on or off; the first one stays on. */
export function switchedRule(order: readonly Standing[], name: string, on: boolean): Standing[] {
  return order.map((one) => (one.name === name && name !== FIRST ? { ...one, on } : one));
}

/** Returns an order as one word for an address or a form: `must-know.district.-theme`; what is off has a hyphen. */
export function orderText(order: readonly Standing[]): string {
  return order.map(({ name, on }) => (on ? name : `-${name}`)).join('.');
}

/** Returns the order that `orderText` wrote; of anything else what can be read of it. */
export function readOrder(text: string): Standing[] {
  const words = text.split('.').filter((word) => word !== '');
  return standingOf(words.map((word) => ({ name: word.replace(/^-/, ''), on: !word.startsWith('-') })));
}

/** True when two orders choose alike. */
export function sameOrder(one: readonly Standing[], other: readonly Standing[]): boolean {
  return orderText(one) === orderText(other);
}
