import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { attribute } from '../bounces/attribution.rules.js';
import { classify, type Classified } from './classify.rules.js';
import { readMail } from './reader.js';

const DATA = join(import.meta.dirname, '../../../../test/data');
const OURS = 'mail.example.net';

interface Key {
  file: string;
  kind: string;
  recipients: { address: string; action: string; status: string }[];
}

interface Sample {
  file: string;
  kind: string;
  signed: 'hard' | 'soft' | 'none' | null;
  reason: string;
}

const json = <T>(path: string): T => JSON.parse(readFileSync(join(DATA, path), 'utf8')) as T;
const read = async (path: string): Promise<Classified> =>
  classify(await readMail(readFileSync(join(DATA, path))), OURS);

/** The verdict for a copy that was sent to whom the report names, or to whoever is given. */
const verdict = (
  report: Classified,
  signed: boolean,
  address?: string,
  messageId = '<copy@mail.example.net>',
) =>
  attribute(report, {
    address: address ?? report.recipients[0]?.final ?? report.notice?.address ?? 'nobody@example.org',
    messageId,
    signed,
  }).how;

describe('Messages from real mail systems', () => {
  const keys = json<Key[]>('hardening/bounces/expected.json');
  const samples = json<Sample[]>('mail-in/samples.json');
  const path = (file: string) =>
    keys.some((key) => key.file === file) ? `hardening/bounces/${file}` : `hardening/not-bounces/${file}`;

  it('are all decided: where their own key says nothing, with a reason', () => {
    const there = ['bounces', 'not-bounces'].flatMap((folder) =>
      readdirSync(join(DATA, 'hardening', folder)).filter((name) => name.endsWith('.eml')),
    );
    expect(samples.map(({ file }) => file).sort()).toEqual(there.sort());
    for (const { reason } of samples) expect(reason).not.toBe('');
  });

  it.each(keys.map((key) => [key.file, key] as const))('%s is what its key says', async (file, key) => {
    const { kind, recipients } = await read(path(file));
    expect(kind).toBe(key.kind);
    const said = recipients.map(({ final, action, status }) => ({ address: final, action, status }));
    if (key.recipients.length > 0) expect(said).toEqual(key.recipients);
  });

  it.each(samples.map((one) => [one.file, one] as const))(
    '%s means for the address what was decided',
    async (file, { kind, signed }) => {
      const report = await read(path(file));
      expect(report.kind).toBe(kind);
      if (signed !== null) expect(verdict(report, true)).toBe(signed);
    },
  );

  it.each(samples.map((one) => [one.file] as const))('%s holds nobody it is not about', async (file) => {
    const report = await read(path(file));
    expect(verdict(report, true, 'somebody.else@members.example')).not.toBe('hard');
    if (report.notice) expect(verdict(report, false)).toBe('none');
  });
});

describe('Messages of our own making', () => {
  const expected: Record<string, [kind: string, how?: 'hard' | 'soft' | 'none']> = {
    'welsh.eml': ['bounce', 'hard'],
    'japanese.eml': ['bounce', 'hard'],
    'global.eml': ['bounce', 'hard'],
    'global-raw.eml': ['bounce', 'hard'],
    'base64.eml': ['bounce', 'hard'],
    'delayed.eml': ['bounce', 'none'],
    'relayed.eml': ['bounce', 'none'],
    'expanded.eml': ['bounce', 'none'],
    'delivered.eml': ['bounce', 'none'],
    'truncated-action.eml': ['bounce', 'none'],
    'truncated-status.eml': ['bounce', 'soft'],
    'greylisted.eml': ['bounce', 'soft'],
    'size.eml': ['bounce', 'soft'],
    'full.eml': ['bounce', 'soft'],
    'forged.eml': ['bounce'],
    'away-welsh.eml': ['auto-reply'],
    'away-japanese.eml': ['auto-reply'],
    'away-header.eml': ['auto-reply'],
    'challenge.eml': ['challenge'],
    'receipt.eml': ['automatic'],
    'not-spam.eml': ['report'],
    'list.eml': ['automatic'],
    'quoting-a-bounce.eml': ['letter'],
  };

  it('are all expected', () => {
    expect(readdirSync(join(DATA, 'mail-in/own')).sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))('%s is %s', async (file, [kind, how]) => {
    const report = await read(`mail-in/own/${file}`);
    expect(report.kind).toBe(kind);
    if (how) expect(verdict(report, true)).toBe(how);
  });

  it('an internationalised address is one mailbox in all its spellings', async () => {
    for (const file of ['global.eml', 'global-raw.eml']) {
      const report = await read(`mail-in/own/${file}`);
      expect(verdict(report, true, 'örg@xn--bcher-kva.example')).toBe('hard');
    }
  });

  it('a report about somebody else counts only when it returns our message, and then softly', async () => {
    const forged = await read('mail-in/own/forged.eml');
    expect(verdict(forged, true, 'ann@fine.example')).toBe('none');
    const forwarded = await read('mail-in/own/welsh.eml');
    expect(verdict(forwarded, true, 'ann@fine.example')).toBe('soft');
    expect(verdict(forwarded, true, 'ann@fine.example', '<another@mail.example.net>')).toBe('none');
  });
});
