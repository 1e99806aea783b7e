import type { FigureKind } from '../member-record.rules.js';

/** The figures in the words of the screens. */
export const FIGURE_WORDS: Record<FigureKind, string> = {
  income: 'Income',
  staff_paid: 'Paid staff',
  volunteers: 'Volunteers',
};

/** A figure as far as its age goes; the day it was noted dates one without a year. */
export interface DatedFigure {
  kind: FigureKind;
  amount: string | number;
  yearEnd: string | null;
  notedOn: string;
}

/** Returns the latest figure of each kind, in the order of the words. */
export function latestFigures<F extends DatedFigure>(figures: readonly F[]): F[] {
  const newest = [...figures].sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
  return (Object.keys(FIGURE_WORDS) as FigureKind[]).flatMap(
    (kind) => newest.find((figure) => figure.kind === kind) ?? [],
  );
}

/** Returns a figure in words: “£12,500” or “6.5”. */
export function figureWords({ kind, amount }: Pick<DatedFigure, 'kind' | 'amount'>): string {
  const [whole, behind = ''] = String(amount).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const decimals = behind.replace(/0+$/, '');
  if (kind !== 'income') return decimals ? `${grouped}.${decimals}` : grouped;
  return decimals ? `£${grouped}.${decimals.padEnd(2, '0')}` : `£${grouped}`;
}

function dateOf({ yearEnd, notedOn }: DatedFigure): string {
  return yearEnd ?? notedOn;
}
