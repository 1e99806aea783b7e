import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

interface Report {
  kills: number;
  killed: Record<string, number>;
  audience: number;
  counts: Record<string, number>;
  adds_up: boolean;
  taken: number;
  twice: number;
  altered: number;
  lost: number;
  reported_but_not_taken: number;
  most_twice: number;
}

interface Alone {
  kills: number[];
  ended: number | string | null;
  counts: Record<string, number>;
  audience: number;
  twice: number;
}

interface Acts {
  rows: number;
  importing: { struck: number; seen: number[] };
  imported: number;
  freezing: { struck: number; seen: number[] };
  frozen: number;
}

/** Runs a crash run as its own command does; the full size is `npm run crash`. */
function crash<Answer = Report>(script: string, ...words: string[]): Promise<Answer> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((done, fail) => {
    child.once('exit', (code) => {
      if (code === 0) done(JSON.parse(output.trim().split('\n').at(-1)!) as Answer);
      else fail(new Error(`The crash run ended with ${code}.`));
    });
  });
}

describe('While web, workers and PostgreSQL are killed at random moments', () => {
  it('nobody gets the digest twice, and everybody has it or is named', async () => {
    const report = await crash('crash.mjs', '--people', '300', '--kills', '10', '--pause', '900');
    expect(report).toMatchObject({
      audience: 301,
      adds_up: true,
      twice: 0,
      lost: 0,
      reported_but_not_taken: 0,
    });
    expect(report.counts).toMatchObject({ pending: 0, refused: 0, held: 0 });
  }, 150_000);

  it('a process whose database dies alone in the middle of a send lives on and finishes', async () => {
    const report = await crash<Alone>('alone.mjs');
    expect(report.kills).toHaveLength(3);
    expect(report).toMatchObject({ ended: null, audience: 121, twice: 0 });
    expect(report.counts.pending).toBe(0);
    expect(report.counts.sent + report.counts.uncertain).toBe(121);
  }, 120_000);

  it('an import and a freeze are there as a whole or not at all, and can be done again', async () => {
    const report = await crash<Acts>('acts.mjs', '--rows', '600', '--kills', '4');
    expect(report.importing.seen.filter((n) => n !== 0 && n !== report.rows)).toEqual([]);
    expect(report.freezing.seen.filter((n) => n !== 0 && n !== report.rows + 1)).toEqual([]);
    expect(report.importing.struck + report.freezing.struck).toBeGreaterThan(0);
    expect(report).toMatchObject({ imported: 600, frozen: 601 });
  }, 120_000);

  it('where the network chose to send again, nobody is left out and repeats are the same bytes', async () => {
    const report = await crash('crash.mjs', '--people', '100', '--kills', '5', '--pause', '900', '--resend');
    expect(report).toMatchObject({
      audience: 101,
      adds_up: true,
      altered: 0,
      lost: 0,
      reported_but_not_taken: 0,
    });
    expect(report.counts).toMatchObject({ sent: 101, uncertain: 0, pending: 0 });
    expect(report.twice).toBeLessThanOrEqual(report.most_twice);
  }, 150_000);
});
