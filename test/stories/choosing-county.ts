import { Preferences } from '../../src/members/preferences/index.js';
import type { County } from './digest-county.js';

/** A week of sixty items, each with some ninety words; the first two everybody must know. */
export function sixtyItems(): string {
  const sentence =
    'Small groups can say what they need, and what would make it easier for them to take part. ';
  const rows = Array.from({ length: 60 }, (_, at) =>
    [
      ...[`Item ${at + 1} of many`, 'In short what it is about.', `"${sentence.repeat(4).trim()}"`],
      ...[['', 'Amber Valley', 'Bolsover'][at % 3], at % 5 === 0 ? 'early years' : '', at < 2 ? 'yes' : ''],
      ...['One form to fill in.', at === 5 ? '2026-11-25' : ''],
    ].join(','),
  );
  return ['title,summary,body,districts,themes,must_know,what_it_means,closes_on', ...rows].join('\n');
}

/** Changes how somebody reads, as they would on their own page. */
export async function reads(
  county: County,
  given: string,
  change: Parameters<Preferences['choose']>[2],
): Promise<void> {
  const [{ id }] = await county.rows<{ id: string }>('select id from person where given = $1', [given]);
  await county.inside(() => county.folkmoot.app.get(Preferences).choose('product', id, change, 'page'));
}

/** The part of a mail in which items stand in full, with their headings, and the titles of those in one line. */
export function partsOf(text: string): { full: string; brief: string[] } {
  const from = text.search(/^.+\n=+$/m);
  const also = text.search(/^Also this week \(\d+\)$/m);
  const end = text.indexOf('That is all for this week.');
  const brief = also < 0 ? '' : text.slice(also, end);
  return {
    full: text.slice(from, also < 0 ? end : also),
    brief: [...brief.matchAll(/^- (.+?)\. \w+\. /gm)].map(([, title]) => title),
  };
}
