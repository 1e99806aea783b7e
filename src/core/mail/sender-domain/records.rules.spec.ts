import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dkimProblem, dkimRecord } from './dkim-record.rules.js';
import { dmarcDomains, isAligned, isDmarc, organisationOf, readDmarc } from './dmarc.rules.js';
import { isSameAddress, reverseName } from './reverse-name.rules.js';
import { isSpf, readSpf, withSenders } from './spf.rules.js';
import { readTags } from './tags.rules.js';
import { verdictOf, verdictWords, type Check } from './verdict.rules.js';

const problemOf = (record: string) => {
  const reading = readSpf(record);
  return reading.ok ? undefined : reading.problem;
};

describe('reading an SPF record', () => {
  it('knows its own from the other texts of a domain', () => {
    expect(['v=spf1', 'V=SPF1 -all', 'v=spf1 a'].every(isSpf)).toBe(true);
    expect(['v=spf10 a', 'spf1', ' v=spf1', 'google-site-verification=x'].some(isSpf)).toBe(false);
  });

  it('reads every kind of term with its qualifier and lengths', () => {
    expect(
      readSpf(
        'v=spf1 +ip4:192.0.2.0/24 ip6:2001:db8::/32 a mx:m.example a/24//64 ?include:_spf.x.example ~all',
      ),
    ).toEqual({
      ok: true,
      redirect: undefined,
      terms: [
        { qualifier: '+', name: 'ip4', value: '192.0.2.0', prefix4: 24 },
        { qualifier: '+', name: 'ip6', value: '2001:db8::', prefix6: 32 },
        { qualifier: '+', name: 'a' },
        { qualifier: '+', name: 'mx', value: 'm.example' },
        { qualifier: '+', name: 'a', prefix4: 24, prefix6: 64 },
        { qualifier: '?', name: 'include', value: '_spf.x.example' },
        { qualifier: '~', name: 'all' },
      ],
    });
    expect(readSpf('v=spf1 redirect=_spf.x.example exp=why.example')).toMatchObject({
      terms: [],
      redirect: '_spf.x.example',
    });
  });

  it('is spoilt as a whole by one term that receivers cannot read, and says which', () => {
    for (const term of [
      'include',
      'include:',
      'ip4:300.0.0.1',
      'ip4:192.0.2.1/33',
      'ip6:192.0.2.1',
      'all:x',
      'all/24',
      'a/',
      'ipv4:192.0.2.1',
      '*all',
      'a:',
      'redirect=',
    ])
      expect([term, problemOf(`v=spf1 ${term} -all`)]).toEqual([term, expect.stringContaining(`“${term}”`)]);
    expect(problemOf('v=spf1 redirect=a.example redirect=b.example')).toContain('redirect=b.example');
  });

  it('takes in more senders before all others, once, and stays readable', () => {
    expect(withSenders(undefined, ['192.0.2.1', '2001:db8::1'])).toBe(
      'v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 ~all',
    );
    expect(withSenders('v=spf1  mx -all', ['192.0.2.1'])).toBe('v=spf1 ip4:192.0.2.1 mx -all');
    fc.assert(
      fc.property(fc.uniqueArray(fc.ipV4(), { minLength: 1, maxLength: 5 }), (addresses) => {
        const once = withSenders('v=spf1 a -all', addresses);
        expect(readSpf(once)).toMatchObject({ ok: true });
        expect(withSenders(once, addresses)).toBe(once);
      }),
    );
  });

  it('answers anything at all, and says what is wrong in one sentence', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('a', 'mx', '-all', 'include:', 'ip4:1.2.3.4', 'redirect=x', '/24', '//'),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const reading = readSpf(`v=spf1 ${words.join(' ')}`);
        if (!reading.ok) expect(reading.problem).toMatch(/^Its part .*\.$/s);
      }),
    );
  });
});

describe('reading the record of a signing key', () => {
  const ours = { type: 'rsa' as const, base64: 'QUJDRA==' };

  it('finds our key in the record that it asks for, however the value is spaced', () => {
    expect(dkimProblem(dkimRecord(ours), ours)).toBeUndefined();
    expect(dkimProblem('p = QUJ DRA', ours)).toBeUndefined();
    expect(dkimProblem('v=DKIM1; h=sha1:sha256; s=*; p=QUJDRA==;', ours)).toBeUndefined();
  });

  it('says what keeps it from vouching for us', () => {
    const said = (record: string) => dkimProblem(record, ours);
    expect(said('v=DKIM2; p=QUJDRA==')).toContain('cannot be read');
    expect(said('v=DKIM1; p=QUJDRA==; p=x')).toContain('cannot be read');
    expect(said('v=DKIM1; k=rsa')).toContain('no key');
    expect(said('v=DKIM1; p=')).toContain('taken back');
    expect(said('v=DKIM1; p=WFla')).toContain('another key');
    expect(said('v=DKIM1; k=ed25519; p=QUJDRA==')).toContain('another kind');
    expect(said('v=DKIM1; h=sha1; p=QUJDRA==')).toContain('sha256');
    expect(said('v=DKIM1; s=other; p=QUJDRA==')).toContain('not for e-mail');
    expect(said('v=DKIM1; t=s:y; p=QUJDRA==')).toContain('tried out');
  });

  it('never takes another key for ours', () => {
    const key = fc
      .uint8Array({ minLength: 8, maxLength: 300 })
      .map((bytes) => Buffer.from(bytes).toString('base64'));
    fc.assert(
      fc.property(key, key, (one, other) => {
        expect(
          dkimProblem(dkimRecord({ type: 'rsa', base64: one }), { type: 'rsa', base64: other }) === undefined,
        ).toBe(one === other);
      }),
    );
  });
});

describe('reading a DMARC record', () => {
  it('wants its version first and a policy that exists', () => {
    expect(readDmarc('v=DMARC1; p=none')).toEqual({ policy: 'none', strictDkim: false, strictSpf: false });
    expect(readDmarc('v = DMARC1 ;p=Reject; adkim=s; aspf=S;')).toEqual({
      policy: 'reject',
      strictDkim: true,
      strictSpf: true,
    });
    for (const record of [
      'p=none; v=DMARC1',
      'v=DMARC1',
      'v=DMARC1; p=maybe',
      'v=DMARC10; p=none',
      'v=DMARC1; p=none; p=reject',
    ])
      expect(readDmarc(record)).toBeUndefined();
    expect(readDmarc('v=DMARC1; p=reject; sp=none', true)?.policy).toBe('none');
    expect(isDmarc('v=spf1')).toBe(false);
  });

  it('looks at the domain, then at the one the organisation has registered', () => {
    expect(dmarcDomains('mail.network.example.org')).toEqual(['mail.network.example.org', 'example.org']);
    expect(dmarcDomains('a.b.charity.org.uk')).toEqual(['a.b.charity.org.uk', 'charity.org.uk']);
    expect(dmarcDomains('example.org')).toEqual(['example.org']);
  });

  it('lets domains of one organisation speak for each other, unless it is strict', () => {
    expect(isAligned('example.org', 'mail.example.org', false)).toBe(true);
    expect(isAligned('example.org', 'mail.example.org', true)).toBe(false);
    expect(isAligned('one.org.uk', 'other.org.uk', false)).toBe(false);
    const domain = fc.domain();
    fc.assert(
      fc.property(domain, domain, (one, other) => {
        expect(isAligned(one, one, true)).toBe(true);
        expect(isAligned(one, other, false)).toBe(isAligned(other, one, false));
        if (isAligned(one, other, true)) expect(isAligned(one, other, false)).toBe(true);
        expect(one.toLowerCase().endsWith(organisationOf(one))).toBe(true);
      }),
    );
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readTags(text);
        readDmarc(`v=DMARC1; ${text}`);
        dkimProblem(text, { type: 'rsa', base64: 'x' });
      }),
    );
  });
});

describe('the name of an IP address', () => {
  it('is the address read backwards', () => {
    expect(reverseName('192.0.2.25')).toBe('25.2.0.192.in-addr.arpa');
    expect(reverseName('2001:db8::1')).toBe(`1${'.0'.repeat(23)}.8.b.d.0.1.0.0.2.ip6.arpa`);
    expect(reverseName('::')).toBe(`${'0.'.repeat(32)}ip6.arpa`);
  });

  it('is one for all spellings', () => {
    expect(isSameAddress('2001:DB8:0:0:0:0:0:1', '2001:db8::1')).toBe(true);
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(reverseName(address)).toMatch(/^(?:[0-9a-f]\.){32}ip6\.arpa$/);
        expect(isSameAddress(address, address.toUpperCase())).toBe(true);
      }),
    );
  });
});

describe('the verdict on a sender domain', () => {
  const state = fc.constantFrom<Check['state'][]>('good', 'missing', 'unknown');

  it('is ready when everything is good, and never when something is unknown', () => {
    fc.assert(
      fc.property(fc.array(state, { maxLength: 6 }), (states) => {
        const verdict = verdictOf(
          'd.example',
          states.map((one) => ({ what: 'SPF', state: one, words: '' })),
        );
        expect(verdict.ready).toBe(states.length > 0 && states.every((one) => one === 'good'));
        expect(verdictWords(verdict).startsWith('Ready')).toBe(verdict.ready);
      }),
    );
  });
});
