import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

interface Report {
  taken: number;
  byCommand: number;
  since: number;
  because: string;
  banner: boolean;
  uncertain: number;
  after: Record<string, number>;
}

/** Rows 16 and 17 of the crash matrix, and check 4: an edition that the old machine has sent already. */
describe('When yesterday’s copy takes the place of the database', () => {
  it.each([
    ['a copied directory', [], /copied to where it is now|older than this machine/],
    ['a replica that was promoted', ['--promoted'], /replica has taken its place/],
  ])(
    '%s sends nothing by itself, says why, and names everybody it does not know about',
    async (_what, words, why) => {
      const script = join(import.meta.dirname, 'restore.mjs');
      const { stdout } = await promisify(execFile)(process.execPath, [script, ...words]);
      const report = JSON.parse(stdout.trim().split('\n').at(-1)!) as Report;
      expect(report).toMatchObject({ taken: 7, byCommand: 0, since: 0, banner: true, uncertain: 7 });
      expect(report.because).toMatch(why);
      expect(report.after).toMatchObject({ uncertain: 7, pending: 0, sent: 0 });
    },
    180_000,
  );
});
