import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/app.js';
import { DnsServer, type Zone } from '../support/dns-server.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';

const DOMAIN = 'mail.network.example.org';
const IP = '192.0.2.25';
const REVERSED = 'PTR 25.2.0.192.in-addr.arpa';
const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
}) as string;
const ours = createPublicKey(createPrivateKey(pem))
  .export({ type: 'spki', format: 'der' })
  .toString('base64');

const GOOD: Zone = {
  [`TXT ${DOMAIN}`]: ['unrelated=1', 'v=spf1 include:_spf.host.example -all'],
  'TXT _spf.host.example': ['v=spf1 a:out.host.example ~all'],
  'A out.host.example': [IP],
  [`TXT folkmoot._domainkey.${DOMAIN}`]: [`v=DKIM1; k=rsa; p=${ours}`],
  'TXT _dmarc.example.org': ['v=DMARC1; p=none'],
  [REVERSED]: ['out.host.example'],
};

interface Verdict {
  ready: boolean;
  checks: { what: string; state: string; words: string; add?: { name: string; value: string } }[];
}

describe('E1, E2: whether receivers believe our mail', () => {
  const dns = new DnsServer();
  let folkmoot: TestApp;
  let network: TestNetwork;

  beforeAll(async () => {
    folkmoot = await TestApp.start({
      FOLKMOOT_DNS_SERVERS: await dns.open(),
      FOLKMOOT_MAIL_DOMAIN: DOMAIN,
      FOLKMOOT_DKIM_KEY: pem,
      FOLKMOOT_SENDING_ADDRESSES: IP,
    });
    network = await foundNetwork(folkmoot);
  });
  afterAll(async () => {
    await folkmoot.stop();
    await dns.close();
  });
  beforeEach(() => {
    dns.zone = { ...GOOD };
  });

  async function check(change: Zone = {}, without: string[] = []): Promise<Verdict> {
    dns.zone = { ...GOOD, ...change };
    for (const one of without) delete dns.zone[one];
    process.exitCode = undefined;
    const verdict = await folkmoot.command<Verdict>('mail', 'check');
    expect(process.exitCode ?? 0).toBe(verdict.ready ? 0 : 1);
    process.exitCode = undefined;
    return verdict;
  }

  const states = ({ checks }: Verdict) => Object.fromEntries(checks.map(({ what, state }) => [what, state]));
  const found = ({ checks }: Verdict, what: string) => checks.find((one) => one.what === what)!;
  const ALL = { SPF: 'good', DKIM: 'good', DMARC: 'good', Alignment: 'good', 'Reverse DNS': 'good' };

  it('is ready when the five things are there, asked for live', async () => {
    const verdict = await check();
    expect([states(verdict), verdict.ready]).toEqual([ALL, true]);
    const before = dns.asked.length;
    await check();
    expect(dns.asked.length).toBeGreaterThan(before);
  });

  it('names the exact record where there is none', async () => {
    const bare = await check({}, [
      `TXT ${DOMAIN}`,
      `TXT folkmoot._domainkey.${DOMAIN}`,
      'TXT _dmarc.example.org',
      REVERSED,
    ]);
    expect(states(bare)).toEqual({
      ...ALL,
      SPF: 'missing',
      DKIM: 'missing',
      DMARC: 'missing',
      'Reverse DNS': 'missing',
    });
    expect(bare.ready).toBe(false);
    expect(found(bare, 'SPF').add).toEqual({ name: DOMAIN, type: 'TXT', value: `v=spf1 ip4:${IP} ~all` });
    expect(found(bare, 'DKIM').add).toEqual({
      name: `folkmoot._domainkey.${DOMAIN}`,
      type: 'TXT',
      value: `v=DKIM1; k=rsa; p=${ours}`,
    });
    expect(found(bare, 'DMARC').add?.value).toBe(`v=DMARC1; p=none; rua=mailto:postmaster@${DOMAIN}`);
    expect(found(bare, 'Reverse DNS').words).toContain('PTR');
  });

  it('is ready once the records that it names are added', async () => {
    const bare = await check({}, [
      `TXT ${DOMAIN}`,
      `TXT folkmoot._domainkey.${DOMAIN}`,
      'TXT _dmarc.example.org',
    ]);
    const added = bare.checks.flatMap(({ add }) => (add ? [[`TXT ${add.name}`, [add.value]]] : []));
    expect((await check(Object.fromEntries(added) as Zone)).ready).toBe(true);
  });

  it('follows includes and redirects as receivers do, and no further than ten look-ups', async () => {
    expect(states(await check({ [`TXT ${DOMAIN}`]: ['v=spf1 redirect=_spf.host.example'] })).SPF).toBe(
      'good',
    );
    expect(
      states(await check({ [`TXT ${DOMAIN}`]: ['v=spf1 mx -all'], [`MX ${DOMAIN}`]: ['out.host.example'] }))
        .SPF,
    ).toBe('good');
    const chain = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [
        `TXT s${at}.example`,
        [at === 11 ? `v=spf1 ip4:${IP} -all` : `v=spf1 include:s${at + 1}.example -all`],
      ]),
    );
    const long = found(
      await check({ ...chain, [`TXT ${DOMAIN}`]: ['v=spf1 include:s0.example -all'] }),
      'SPF',
    );
    expect([long.state, long.words]).toEqual(['missing', expect.stringContaining('ten look-ups')]);
    expect(states(await check({ ...chain, [`TXT ${DOMAIN}`]: ['v=spf1 include:s3.example -all'] })).SPF).toBe(
      'good',
    );
    const round = await check({ [`TXT ${DOMAIN}`]: [`v=spf1 include:${DOMAIN} -all`] });
    expect(found(round, 'SPF').words).toContain('ten look-ups');
  });

  it('is not ready with an SPF record that is another’s, two of them, broken, or open to anybody', async () => {
    const other = found(await check({ [`TXT ${DOMAIN}`]: ['v=spf1 ip4:198.51.100.1 -all'] }), 'SPF');
    expect([other.state, other.add?.value]).toEqual(['missing', `v=spf1 ip4:${IP} ip4:198.51.100.1 -all`]);
    for (const records of [
      ['v=spf1 -all', 'v=spf1 a -all'],
      ['v=spf1 inclued:x.example -all'],
      ['v=spf1 +all'],
      ['v=spf1 include:nothing.example ~all'],
    ])
      expect([records, states(await check({ [`TXT ${DOMAIN}`]: records })).SPF]).toEqual([
        records,
        'missing',
      ]);
  });

  it('is not ready with another key, a key taken back, or two DMARC records', async () => {
    const name = `TXT folkmoot._domainkey.${DOMAIN}`;
    expect(found(await check({ [name]: ['v=DKIM1; p=QUJD'] }), 'DKIM').words).toContain('another key');
    expect(found(await check({ [name]: ['v=DKIM1; p='] }), 'DKIM').words).toContain('taken back');
    expect(
      states(await check({ [`TXT _dmarc.${DOMAIN}`]: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] })).DMARC,
    ).toBe('missing');
    expect(states(await check({ [`TXT _dmarc.${DOMAIN}`]: ['v=DMARC1; p=sometimes'] })).DMARC).toBe(
      'missing',
    );
  });

  it('is not ready when the address has a name that leads elsewhere', async () => {
    const reverse = found(
      await check({ 'A out.host.example': ['192.0.2.99'], [`TXT ${DOMAIN}`]: [`v=spf1 ip4:${IP} -all`] }),
      'Reverse DNS',
    );
    expect([reverse.state, reverse.words]).toEqual([
      'missing',
      expect.stringContaining('does not lead back'),
    ]);
  });

  it('says “could not be checked” when name servers fail or keep silent, and is never ready then', async () => {
    for (const [key, what] of [
      [`TXT ${DOMAIN}`, 'SPF'],
      ['TXT _spf.host.example', 'SPF'],
      [`TXT folkmoot._domainkey.${DOMAIN}`, 'DKIM'],
      ['TXT _dmarc.example.org', 'DMARC'],
      [REVERSED, 'Reverse DNS'],
    ]) {
      const verdict = await check({ [key]: 'broken' });
      expect([key, states(verdict)[what], verdict.ready]).toEqual([key, 'unknown', false]);
    }
    const silent = await check({ 'TXT _dmarc.example.org': 'silent' });
    expect([states(silent).DMARC, silent.ready]).toEqual(['unknown', false]);
  }, 60_000);

  it('is shown to co-ordinators with the records to pass on, and to members not at all', async () => {
    dns.zone = { ...GOOD };
    delete dns.zone['TXT _dmarc.example.org'];
    const ada = await network.signIn('coordinator');
    await ada.open(`/${network.slug}/sender-domain`);
    expect(ada.words()).toContain('Not ready: 1 of 5 things is to be mended.');
    expect(ada.words()).toContain(`v=DMARC1; p=none; rua=mailto:postmaster@${DOMAIN}`);
    expect(ada.last.page.querySelectorAll('main form')).toHaveLength(0);
    const member = await network.signIn('member');
    expect((await member.open(`/${network.slug}/sender-domain`)).status).toBe(403);
  });
});

describe('E3: a domain that is nobody’s own', () => {
  it('is refused at the start, for sending and for signing', async () => {
    const { parseSettings } = await import('../../src/core/config/index.js');
    for (const domain of [
      'gmail.com',
      'Yahoo.co.uk',
      'hotmail.de',
      'BTINTERNET.com',
      'localhost',
      '192.0.2.1',
      'a b.org',
    ]) {
      expect(() => parseSettings({ FOLKMOOT_MAIL_DOMAIN: domain })).toThrow(
        /FOLKMOOT_MAIL_DOMAIN .*domain of your own/,
      );
      expect(() => parseSettings({ FOLKMOOT_DKIM_DOMAIN: domain })).toThrow(/FOLKMOOT_DKIM_DOMAIN/);
    }
    expect(parseSettings({ FOLKMOOT_MAIL_DOMAIN: 'Mail.BÜCHER.example' }).mailDomain).toBe(
      'mail.xn--bcher-kva.example',
    );
  });
});
