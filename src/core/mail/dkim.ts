import { createHash, createPrivateKey, KeyObject, sign } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { promisify } from 'node:util';
import { relaxedBody, relaxedField, splitMessage } from './dkim.rules.js';
import { headerLine } from './mime-headers.rules.js';

/** Named twice in `h=`, so that nobody can add a second one to a signed message (RFC 6376 section 8.15). */
const SEALED = ['from', 'to', 'subject', 'date', 'message-id', 'reply-to'];
const SIGNED = [
  ...SEALED,
  'in-reply-to',
  'references',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'list-help',
  'list-owner',
  'list-archive',
  'list-post',
  'auto-submitted',
  'mime-version',
  'content-type',
];

const signAway = promisify(sign);

/** A key as the operator gives it: the signing domain, the selector of its DNS record, and the private key. */
export type DkimOptions = { domain: string; selector: string; privateKey: string | KeyObject };

/**
 * Signs finished messages (RFC 6376, relaxed/relaxed; RSA, or Ed25519 as in RFC 8463). The signature carries no time,
 * so that a message sent again has the same bytes. nodemailer's signer knows no Ed25519, streams, and sends a message
 * unsigned when its key does not work; this one refuses such a key when it is made.
 */
export class DkimSigner {
  private readonly key: KeyObject;
  private readonly algorithm: 'rsa-sha256' | 'ed25519-sha256';
  private readonly tags: string[];

  /** Throws RangeError, in a sentence for the operator, for a name or a key that cannot be used. */
  constructor({ domain, selector, privateKey }: DkimOptions) {
    const signingDomain = domainToASCII(domain);
    if (signingDomain === '') throw new RangeError('The DKIM domain is not a domain name.');
    if (!/^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/.test(selector)) {
      throw new RangeError('The DKIM selector is one word, such as “folkmoot”.');
    }
    this.key = readKey(privateKey);
    this.algorithm = algorithmOf(this.key);
    this.tags = [`a=${this.algorithm};`, 'c=relaxed/relaxed;', `d=${signingDomain};`, `s=${selector};`];
  }

  /**
   * Resolves with the message with its signature in front; the arithmetic is done off the main thread. Rejects with
   * RangeError when the message has no body.
   */
  async sign(message: Buffer): Promise<Buffer> {
    const { fields, body } = splitMessage(message);
    const relaxed = new Map(fields.map((field) => splitName(relaxedField(field))));
    const names = SIGNED.filter((name) => relaxed.has(name));
    const bodyHash = createHash('sha256').update(relaxedBody(body)).digest('base64');
    const listed = `h=${[...names, ...SEALED].join(':')};`.match(/.{1,60}[:;]/g) ?? [];
    const tags = ['v=1;', ...this.tags, ...listed, `bh=${bodyHash};`, 'b='];
    const unsigned = headerLine('DKIM-Signature', tags).slice(0, -2);
    const input = [...names.map((name) => relaxed.get(name)), relaxedField(unsigned)].join('\r\n');
    const signature = (await this.signatureOf(input)).match(/.{1,72}/g) ?? [];
    return Buffer.concat([Buffer.from(`${unsigned}\r\n ${signature.join('\r\n ')}\r\n`, 'latin1'), message]);
  }

  /** Ed25519 signs the hash of what RSA signs (RFC 8463 section 3). */
  private async signatureOf(input: string): Promise<string> {
    const data = Buffer.from(input, 'latin1');
    const rsa = this.algorithm === 'rsa-sha256';
    const signed = rsa
      ? await signAway('sha256', data, this.key)
      : await signAway(null, createHash('sha256').update(data).digest(), this.key);
    return signed.toString('base64');
  }
}

function splitName(field: string): [string, string] {
  return [field.slice(0, field.indexOf(':')), field];
}

function readKey(privateKey: string | KeyObject): KeyObject {
  try {
    return privateKey instanceof KeyObject ? privateKey : createPrivateKey(privateKey);
  } catch {
    throw new RangeError('The DKIM key cannot be read. It is a private key in PEM form, without a password.');
  }
}

function algorithmOf(key: KeyObject): 'rsa-sha256' | 'ed25519-sha256' {
  if (key.type === 'private' && key.asymmetricKeyType === 'ed25519') return 'ed25519-sha256';
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.type === 'private' && key.asymmetricKeyType === 'rsa' && bits >= 1024) return 'rsa-sha256';
  throw new RangeError(
    'The DKIM key is an RSA private key of at least 1024 bits (better 2048), or an Ed25519 one.',
  );
}
