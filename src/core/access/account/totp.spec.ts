import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { lock, offeredSecret, readRecoveryCode, recoveryCode, stepOf, unlock } from './totp.js';

const key = randomBytes(32);
const secret = offeredSecret(key, 'account', 'session');
const EPOCH = 1_763_600_000;

describe('The second factor', () => {
  it('offers the same secret as long as the session lasts, and another one to others', () => {
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(offeredSecret(key, 'account', 'session')).toBe(secret);
    expect(offeredSecret(key, 'account', 'other')).not.toBe(secret);
  });

  it('knows the worked example of RFC 6238, appendix B', () => {
    expect(stepOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', '287082', 59)).toBe(1);
  });

  it('takes a code of the step before and after, and no other', () => {
    const at = (epoch: number) => stepOf(secret, generateSync({ secret, epoch }), EPOCH);
    expect([at(EPOCH), at(EPOCH - 30), at(EPOCH + 30)].every((step) => step !== undefined)).toBe(true);
    expect([at(EPOCH - 90), at(EPOCH + 90)]).toEqual([undefined, undefined]);
    expect(stepOf(secret, 'abcdef', EPOCH)).toBeUndefined();
  });

  it('is locked up for one account only', () => {
    const locked = lock(key, 'account', secret);
    expect(locked.includes(Buffer.from(secret))).toBe(false);
    expect(unlock(key, 'account', locked)).toBe(secret);
    expect(() => unlock(key, 'other', locked)).toThrow();
    expect(() => unlock(randomBytes(32), 'account', locked)).toThrow();
  });

  it('can be recovered by codes typed in any way', () => {
    const code = recoveryCode();
    expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
    expect(readRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
    expect(readRecoveryCode('123456')).toBeUndefined();
  });
});
