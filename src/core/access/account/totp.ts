import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { generateURI, verifySync } from 'otplib';

const VERSION = 1;
const NONCE = 12;
const TAG = 16;
const SECRET_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Seconds by which an authenticator's clock may be out (RFC 6238, section 5.2: one step). */
const TOLERANCE = 30;

/** Returns a secret of 160 bits (RFC 4226, section 4) as base32, the same for the same session until it is kept. */
export function offeredSecret(key: Buffer, accountId: string, sessionId: string): string {
  const bytes = createHmac('sha256', key).update(`offer ${accountId} ${sessionId}`).digest();
  return base32(bytes.subarray(0, SECRET_BYTES));
}

/** Returns the address that authenticator apps read from the picture. */
export function authenticatorUri(secret: string, email: string): string {
  return generateURI({ issuer: 'Folkmoot', label: email, secret });
}

/** Returns the time step a code belongs to (RFC 6238), or undefined when it fits none. `epoch` is in seconds. */
export function stepOf(secret: string, code: string, epoch: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const result = verifySync({ secret, token: code, epoch, epochTolerance: TOLERANCE });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

/** Locks a secret up (AES-256-GCM); bound to its account, so that it does not open in another row. */
export function lock(key: Buffer, accountId: string, secret: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(accountId));
  const locked = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), locked]);
}

/** Opens what `lock` made. @throws Error for another key, another account or altered bytes */
export function unlock(key: Buffer, accountId: string, stored: Buffer): string {
  const nonce = stored.subarray(1, 1 + NONCE);
  const tag = stored.subarray(1 + NONCE, 1 + NONCE + TAG);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(accountId)).setAuthTag(tag);
  return Buffer.concat([decipher.update(stored.subarray(1 + NONCE + TAG)), decipher.final()]).toString(
    'utf8',
  );
}

/** Returns a recovery code of 80 bits in four groups: 'ABCD-EFGH-IJKL-MNOP'. */
export function recoveryCode(): string {
  return base32(randomBytes(10)).match(/.{4}/g)!.join('-');
}

/** Returns what was typed as a recovery code in its one form, or undefined when it has not that shape. */
export function readRecoveryCode(text: string): string | undefined {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('0', 'O').replaceAll('1', 'I');
  return /^[A-Z2-7]{16}$/.test(plain) ? plain.match(/.{4}/g)!.join('-') : undefined;
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits
    .match(/.{5}/g)!
    .map((five) => BASE32[parseInt(five, 2)])
    .join('');
}
