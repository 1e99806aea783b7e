import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Answer, Dns } from './dns.js';
import { isSpf, readSpf, type SpfTerm } from './spf.rules.js';

/** What receivers make of a sender (RFC 7208 section 2.6), with how many questions it took. */
export interface SpfResult {
  result: 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror' | 'temperror';
  lookups: number;
  problem?: string;
}

/** RFC 7208 section 4.6.4. */
const MOST_LOOKUPS = 10;
const MOST_EMPTY = 2;
const RESULTS = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const;

class Stop extends Error {
  constructor(
    readonly result: 'permerror' | 'temperror',
    problem: string,
  ) {
    super(problem);
  }
}

type Questions = Pick<Dns, 'txt' | 'addresses' | 'mx'>;

/** Finds out as a receiver would whether one address may send for a domain, within the limits of RFC 7208. */
export class SpfCheck {
  #lookups = 0;
  #empty = 0;

  constructor(
    private readonly dns: Questions,
    private readonly ip: string,
  ) {}

  /** Never rejects: what cannot be asked is `temperror`, what nobody can follow `permerror`. */
  async of(domain: string): Promise<SpfResult> {
    try {
      return { result: await this.#judge(domain), lookups: this.#lookups };
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      return { result: error.result, lookups: this.#lookups, problem: error.message };
    }
  }

  async #judge(domain: string): Promise<Exclude<SpfResult['result'], 'permerror' | 'temperror'>> {
    const records = this.#heard(await this.dns.txt(domain)).filter(isSpf);
    if (records.length === 0) return 'none';
    if (records.length > 1)
      throw new Stop('permerror', `${domain} has ${records.length} SPF records; there may be one.`);
    const reading = readSpf(records[0]);
    if (!reading.ok) throw new Stop('permerror', `The SPF record of ${domain}: ${reading.problem}`);
    for (const term of reading.terms) if (await this.#fits(term, domain)) return RESULTS[term.qualifier];
    if (reading.redirect === undefined) return 'neutral';
    this.#count();
    const result = await this.#judge(plain(reading.redirect));
    if (result === 'none')
      throw new Stop('permerror', `${reading.redirect}, to which it redirects, has no SPF record.`);
    return result;
  }

  async #fits(term: SpfTerm, domain: string): Promise<boolean> {
    const { name, value = domain } = term;
    if (name === 'all') return true;
    if (name === 'ip4' || name === 'ip6') return this.#isIn(value, term);
    this.#count();
    if (name === 'include') {
      const result = await this.#judge(plain(value));
      if (result === 'none') throw new Stop('permerror', `${value}, which it includes, has no SPF record.`);
      return result === 'pass';
    }
    // What ptr says no receiver relies on; the record must not need it.
    if (name === 'ptr') return false;
    if (name === 'exists') return this.#answered(await this.dns.addresses(plain(value))).length > 0;
    const hosts = name === 'mx' ? this.#answered(await this.dns.mx(plain(value))) : [plain(value)];
    if (hosts.length > MOST_LOOKUPS) throw new Stop('permerror', `${value} has more than ten mail servers.`);
    for (const host of hosts)
      if (this.#answered(await this.dns.addresses(host)).some((one) => this.#isIn(one, term))) return true;
    return false;
  }

  #isIn(network: string, { prefix4 = 32, prefix6 = 128 }: SpfTerm): boolean {
    if (isIP(network) === 0 || isIP(network) !== isIP(this.ip)) return false;
    const list = new BlockList();
    const kind = isIPv6(network) ? 'ipv6' : 'ipv4';
    list.addSubnet(network, kind === 'ipv6' ? prefix6 : prefix4, kind);
    return list.check(this.ip, kind);
  }

  #count(): void {
    this.#lookups += 1;
    if (this.#lookups > MOST_LOOKUPS)
      throw new Stop('permerror', 'It needs more than ten look-ups, and receivers stop at ten.');
  }

  #heard<Value>(answer: Answer<Value>): Value[] {
    if (answer.state === 'unknown') throw new Stop('temperror', answer.why);
    return answer.state === 'found' ? answer.values : [];
  }

  #answered<Value>(answer: Answer<Value>): Value[] {
    const values = this.#heard(answer);
    if (values.length === 0 && (this.#empty += 1) > MOST_EMPTY)
      throw new Stop('permerror', 'More than two of its names lead nowhere, and receivers stop there.');
    return values;
  }
}

/** A name with macros differs from message to message, so nothing can be said of it beforehand. */
function plain(name: string): string {
  if (name.includes('%')) throw new Stop('temperror', `Its part “${name}” depends on the message.`);
  return name;
}
