import { quoted, refused, taken, type Reading } from '../../core/text/reading.rules.js';

/** Years of age, both inclusive, of the children an organisation serves. */
export interface Ages {
  from: number;
  to: number;
}

export const OLDEST = 25;

/**
 * The stages of development of an organisation (three-tier model of the sector's studies): where it stands, not what it
 * is worth. Never a score: nothing is sorted by them, and members see only their own.
 */
export const STAGES = {
  1: 'A handful of volunteers',
  2: 'Some years old, with small grants and perhaps a few paid staff',
  3: 'Established, with procedures and plans for years ahead',
} as const;

export type Stage = keyof typeof STAGES;

/** Reads a year of age from 0 to 25. */
export function readAge(text: string): Reading<number> {
  const age = /^\d{1,2}$/.test(text) ? Number(text) : Infinity;
  if (age <= OLDEST) return taken(age);
  return refused(`${quoted(text)} is not an age from 0 to ${OLDEST}. Write whole years, like 11.`);
}

/** Reads ages as lists write them: “5 to 11”, “0-5 years”, “16”. */
export function readAges(text: string): Reading<Ages> {
  const [, first, last = first] =
    /^(\d{1,2})(?:\s*(?:-|–|to)\s*(\d{1,2}))?(?:\s*y(?:ea)?rs?)?$/i.exec(text) ?? [];
  const [from, to] = [Number(first ?? NaN), Number(last ?? NaN)];
  if (from <= to && to <= OLDEST) return taken({ from, to });
  return refused(`${quoted(text)} is not a span of ages up to ${OLDEST}. Write it like 5 to 11.`);
}

/** Reads a stage of development: 1, 2 or 3. */
export function readStage(text: string): Reading<Stage> {
  const stage = Number(text);
  if (stage === 1 || stage === 2 || stage === 3) return taken(stage);
  return refused(`${quoted(text)} is not a stage. Write 1, 2 or 3, or leave it blank.`);
}

/** Returns what is wrong with a pair of ages, or undefined. */
export function refuseAges(from: number | null, to: number | null): string | undefined {
  if ((from === null) !== (to === null)) return 'Give both ages, or neither.';
  return from !== null && to !== null && from > to
    ? 'The second age is below the first. Swap the two.'
    : undefined;
}

/** Returns the ages of two columns, null where nothing is known. */
export function agesOf(from: number | null, to: number | null): Ages | null {
  return from === null || to === null ? null : { from, to };
}

/** Returns ages as they are read out: “0 to 5”, or “16” for a single year. */
export function agesWords({ from, to }: Ages): string {
  return from === to ? String(from) : `${from} to ${to}`;
}
