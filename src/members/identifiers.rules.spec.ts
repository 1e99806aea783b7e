import { describe, expect, it } from '@jest/globals';
import type { Reading } from '../core/text/reading.rules.js';
import { orgId, readCharityNumber, readCompanyNumber, readOrgId } from './identifiers.rules.js';
import { fullName, readName } from './import/contact.rules.js';
import { readWebsite } from './texts.rules.js';
import type { Identifier } from './member-record.rules.js';

describe('names, numbers and websites', () => {
  it('reads one person’s name', () => {
    const name = (text: string) => {
      const reading = readName(text);
      return reading.ok ? fullName(reading.value) : reading.problem;
    };
    expect(['Mrs Anna van der Berg', 'Khan, Samira', 'Dr Bo Ng', 'Cher'].map(name)).toEqual([
      'Anna van der Berg',
      'Samira Khan',
      'Dr Bo Ng',
      'Cher',
    ]);
    for (const two of ['Sam & Jo Bell', 'Mr and Mrs Smith', 'Sam Bell / Jo Ng'])
      expect(name(two)).toContain('two people');
    expect(name('?')).toContain('is not a name');
  });

  it('reads the numbers of registers as they are really written', () => {
    const shown = (reading: Reading<Identifier | null>) =>
      reading.ok ? reading.value && orgId(reading.value) : reading.problem.slice(0, 20);
    const charity = [
      '1090095',
      'GB-CHC-1090095',
      '1160024 - 113',
      'SC042386',
      'NIC100019',
      'unregistered',
      '12345',
    ];
    expect(charity.map((text) => shown(readCharityNumber(text)))).toEqual([
      'GB-CHC-1090095',
      'GB-CHC-1090095',
      'GB-CHC-1160024-113',
      'GB-SC-SC042386',
      'GB-NIC-100019',
      null,
      '“12345” is not a cha',
    ]);
    const company = ['9506232', '09506232', 'CE012345', 'IP12345R', 'n/a', 'ABC'];
    expect(company.map((text) => shown(readCompanyNumber(text)))).toEqual([
      'GB-COH-09506232',
      'GB-COH-09506232',
      'GB-COH-CE012345',
      'GB-COH-IP12345R',
      null,
      '“ABC” is not a compa',
    ]);
    expect(['gb-chc-1090095', 'GB-EDU-125554', 'XX-1'].map((text) => shown(readOrgId(text)))).toEqual([
      'GB-CHC-1090095',
      'GB-EDU-125554',
      '“XX-1” is not an ide',
    ]);
  });

  it('reads the address of a website', () => {
    const site = (text: string) => {
      const reading = readWebsite(text);
      return reading.ok ? reading.value : 'refused';
    };
    expect(['www.example.org', 'HTTPS://Example.org/', 'http://example.org/a?b=c'].map(site)).toEqual([
      'https://www.example.org',
      'https://example.org',
      'http://example.org/a?b=c',
    ]);
    for (const bad of [
      'javascript:alert(1)',
      'ftp://example.org',
      'none',
      'http://a:b@example.org',
      'a b.org',
      'http://[::1]/',
    ]) {
      expect(site(bad)).toBe('refused');
    }
  });
});
