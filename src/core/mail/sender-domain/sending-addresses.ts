import { BlockList, isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/index.js';
import { readRelayUrl } from '../relay/relay-url.rules.js';
import { Dns } from './dns.js';

/** From where our mail reaches the world, or why nobody can tell. */
export type Sending = { known: true; addresses: string[] } | { known: false; why: string };

const TELL = 'Ask whoever runs the mail server, and set FOLKMOOT_SENDING_ADDRESSES.';

const INSIDE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  INSIDE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  INSIDE.addSubnet(network, bits, 'ipv6');

/** Finds the addresses that receivers see: as the settings say, or those of the relay itself. */
@Injectable()
export class SendingAddresses {
  constructor(
    private readonly settings: Settings,
    private readonly dns: Dns,
  ) {}

  async find(): Promise<Sending> {
    const { FOLKMOOT_SENDING_ADDRESSES: told, SMTP_URL } = this.settings;
    if (told) return { known: true, addresses: told };
    if (!SMTP_URL) return { known: false, why: 'No mail leaves this service: there is no relay (SMTP_URL).' };
    const { host } = readRelayUrl(SMTP_URL);
    const answer = await this.dns.addresses(host === 'localhost' ? '127.0.0.1' : host);
    if (answer.state === 'unknown') return { known: false, why: answer.why };
    const all = answer.state === 'found' ? answer.values : [];
    const addresses = all.filter((one) => !INSIDE.check(one, isIPv6(one) ? 'ipv6' : 'ipv4'));
    if (addresses.length > 0) return { known: true, addresses };
    const why = `The relay, ${host}, has no address that the world can see, so the one it sends from is not known. ${TELL}`;
    return { known: false, why };
  }
}
