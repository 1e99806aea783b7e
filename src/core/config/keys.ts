import { hkdfSync } from 'node:crypto';

/** What a key may be used for; one secret, many keys that do not open each other's doors. */
export type KeyPurpose = 'tokens' | 'message-id' | 'forms' | 'totp' | 'suppression' | 'addresses';

/** The deployment's secret; the class is the injection token. */
export class Keys {
  readonly #secret: string;
  readonly #made = new Map<KeyPurpose, Buffer>();

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** Returns the 32-byte key for one purpose (HKDF-SHA256, RFC 5869). */
  for(purpose: KeyPurpose): Buffer {
    let key = this.#made.get(purpose);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.#secret, 'folkmoot', purpose, 32));
      this.#made.set(purpose, key);
    }
    return key;
  }
}
