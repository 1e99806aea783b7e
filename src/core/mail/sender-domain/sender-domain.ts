import { createPrivateKey, createPublicKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/index.js';
import { isAligned } from './dmarc.rules.js';
import { dkimCheck, dmarcCheck } from './record-checks.js';
import type { PublicHalf } from './dkim-record.rules.js';
import { Dns } from './dns.js';
import { SendingAddresses } from './sending-addresses.js';
import { reverseCheck, spfCheck } from './address-checks.js';
import { verdictOf, type Check, type Verdict } from './verdict.rules.js';

/** Asks the name servers whether what receivers ask of our mail is there: SPF, DKIM, DMARC, alignment, reverse DNS. */
@Injectable()
export class SenderDomain {
  constructor(
    private readonly settings: Settings,
    private readonly dns: Dns,
    private readonly sending: SendingAddresses,
  ) {}

  /** Asks anew each time. Never rejects: what cannot be asked is said to be so. */
  async check(): Promise<Verdict> {
    const domain = this.settings.mailDomain;
    const ours = this.#ours();
    const key = ours && {
      ...ours,
      name: `${this.settings.FOLKMOOT_DKIM_SELECTOR}._domainkey.${ours.domain}`,
    };
    const addresses = await this.sending.find();
    const [spf, dkim, dmarc, reverse] = await Promise.all([
      spfCheck(this.dns, domain, addresses),
      dkimCheck(this.dns, key),
      dmarcCheck(this.dns, domain),
      reverseCheck(this.dns, addresses),
    ]);
    const aligned = alignment(domain, ours?.domain, dmarc.asked?.strictDkim === true);
    return verdictOf(domain, [spf, dkim, dmarc.check, aligned, reverse]);
  }

  #ours(): (PublicHalf & { domain: string }) | undefined {
    const { FOLKMOOT_DKIM_KEY: pem, FOLKMOOT_DKIM_DOMAIN, mailDomain } = this.settings;
    if (!pem) return undefined;
    const key = createPublicKey(createPrivateKey(pem));
    const der = key.export({ type: 'spki', format: 'der' });
    const isEd = key.asymmetricKeyType === 'ed25519';
    // RFC 8463 section 4.2 wants the 32 bytes alone, which end the DER form.
    const base64 = (isEd ? der.subarray(-32) : der).toString('base64');
    return { domain: FOLKMOOT_DKIM_DOMAIN ?? mailDomain, type: isEd ? 'ed25519' : 'rsa', base64 };
  }
}

/** The envelope is always of the domain of From, so SPF speaks for it; the signature has a domain of its own. */
function alignment(domain: string, signs: string | undefined, isStrict: boolean): Check {
  const what = 'Alignment';
  if (!signs)
    return { what, state: 'missing', words: `Nothing signs for ${domain} yet: the signature comes first.` };
  if (isAligned(signs, domain, isStrict))
    return {
      what,
      state: 'good',
      words: `The sender, the return path and the signature are all of ${domain}${signs === domain ? '' : ` and ${signs}`}.`,
    };
  const words = `Letters come from ${domain} and are signed for ${signs}, which receivers take for somebody else. Set FOLKMOOT_DKIM_DOMAIN to ${domain}.`;
  return { what, state: 'missing', words };
}
