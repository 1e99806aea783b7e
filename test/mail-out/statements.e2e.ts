import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const ALL = Array.from({ length: 44 }, (_, at) => `E${at + 1}`);

/** Statements about mail that other tests hold, where, and in what words; or why there is nothing to hold. */
const ELSEWHERE: Record<string, { where: string; words: string } | { why: string }> = {
  E7: { where: 'test/stories/mail-in-complaints.e2e.ts', words: 'more than 0.3 % keep the list back' },
  E8: { where: 'test/stories/members-import.e2e.ts', words: `basis: 'membership'` },
  E11: { where: 'test/stories/stop-and-preferences.e2e.ts', words: 'no redirect, no cookie, no token' },
  E12: { where: 'test/stories/stop-and-preferences.e2e.ts', words: 'looking at it fifty times' },
  E14: { where: 'test/stories/stop-and-preferences.e2e.ts', words: 'stops that list only' },
  E20: { where: 'test/stories/mail-in-conversations.e2e.ts', words: 'two vacation responders' },
  E23: { where: 'src/core/mail/inbound/classify.rules.spec.ts', words: 'not-bounces' },
  E24: { where: 'src/core/mail/bounces/verdict.rules.spec.ts', words: 'describe(' },
  E25: {
    where: 'test/stories/mail-in-bounces.e2e.ts',
    words: 'an away message and a forged report hold nobody',
  },
  E26: {
    where: 'test/stories/mail-in-bounces.e2e.ts',
    words: 'never holds the address it was forwarded from',
  },
  E27: { where: 'test/stories/mail-in-bounces.e2e.ts', words: 'told twice counts once' },
  E29: { where: 'test/stories/mail-in-complaints.e2e.ts', words: 'stop that list at once, delete nobody' },
  E30: { where: 'test/stories/mail-in-bounces.e2e.ts', words: 'three soft failures over ten days' },
  E31: { where: 'test/stories/mail-in-bounces.e2e.ts', words: 'an outage of ours holds nobody' },
  E33: { why: 'The forum writes such mail, and there is none yet; answers from the inbox are threaded.' },
  E38: { why: 'No letter has an attachment: files are links with type and size said.' },
  E44: { where: 'test/stories/digest-ledger.e2e.ts', words: 'accounts for everybody, by name' },
};

/** Returns the statements that the titles of the tests beside this one name; `E9 to E43` names all between. */
function namedHere(): Set<string> {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.e2e.ts'));
  const titles = files.flatMap((name) => {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8');
    return [...text.matchAll(/(?:describe|it)\(\s*['`]((?:E\d+|G11)[^:]*):/g)].map(([, numbers]) => numbers);
  });
  const lint = readFileSync(join(ROOT, 'test/support/mail-lint.ts'), 'utf8');
  const body = readFileSync(join(ROOT, 'test/support/mail-lint-body.ts'), 'utf8');
  const checked = [...`${lint}${body}`.matchAll(/['`](E\d+) /g)].map(([, number]) => number);
  // What is said of a range holds for what the examiner really looks at.
  return new Set([
    ...titles.filter((one) => !one.includes(' to ')).flatMap((one) => one.match(/E\d+/g) ?? []),
    ...checked,
  ]);
}

describe('The forty-four statements about mail', () => {
  it('are each held by a test beside this one, or by another that is named, or do not apply yet', () => {
    const here = namedHere();
    expect(ALL.filter((number) => !here.has(number) && !ELSEWHERE[number])).toEqual([]);
    expect(Object.keys(ELSEWHERE).filter((number) => here.has(number))).toEqual([]);
  });

  it('are where this list says that they are', () => {
    const lost = Object.entries(ELSEWHERE).filter(
      ([, held]) => 'where' in held && !readFileSync(join(ROOT, held.where), 'utf8').includes(held.words),
    );
    expect(lost).toEqual([]);
  });
});
