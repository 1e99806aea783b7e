import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { returnLocal } from '../return-path.rules.js';
import { addresseeOf, signedAddressIn } from './addressee.rules.js';
import { readReplyLocal, replyLocal } from './reply-path.rules.js';

const KEY = Buffer.alloc(32, 7);
const HERE = 'mail.example.net';
const of = (address: string) => addresseeOf(KEY, HERE, address);
const ids = fc.tuple(fc.uuid(), fc.uuid());

describe('An address of ours', () => {
  it('names its copy, fits into 64 characters, and is read in any case', () => {
    fc.assert(
      fc.property(ids, ([networkId, deliveryId]) => {
        for (const local of [
          returnLocal(KEY, networkId, deliveryId),
          replyLocal(KEY, networkId, deliveryId),
        ]) {
          expect(local.length).toBeLessThanOrEqual(64);
          expect(of(`${local.toUpperCase()}@MAIL.example.net`)).toMatchObject({ networkId, deliveryId });
        }
      }),
    );
  });

  it('cannot be altered, made with another key, or turned from a return path into a reply address', () => {
    fc.assert(
      fc.property(ids, fc.nat(62), fc.nat(30), ([networkId, deliveryId], at, by) => {
        const local = replyLocal(KEY, networkId, deliveryId);
        const letters = 'abcdefghijklmnopqrstuvwxyz234567';
        const place = Math.max(2, at);
        const other = letters[(letters.indexOf(local[place]) + 1 + by) % 32];
        const altered = local.slice(0, place) + other + local.slice(place + 1);
        if (altered !== local) expect(readReplyLocal(KEY, altered)).toBeUndefined();
        expect(readReplyLocal(Buffer.alloc(32, 8), local)).toBeUndefined();
        expect(readReplyLocal(KEY, local.replace('r+', 'b+'))).toBeUndefined();
      }),
    );
  });

  it('is never in another domain', () => {
    fc.assert(
      fc.property(fc.string(), fc.domain(), (local, domain) => {
        fc.pre(domain.toLowerCase() !== HERE);
        expect(of(`${local}@${domain}`).kind).toBe('foreign');
      }),
    );
    expect(of('x').kind).toBe('foreign');
    expect(of('digest@evil.mail.example.net').kind).toBe('foreign');
    expect(of('digest@mail.example.net.evil.example').kind).toBe('foreign');
  });

  it('is a list’s, a duty’s or a network’s, or nobody’s', () => {
    expect(of('Digest@mail.example.net')).toEqual({ kind: 'shared', local: 'digest' });
    expect(of('postmaster')).toEqual({ kind: 'shared', local: 'postmaster' });
    expect(of('abuse@mail.example.net').kind).toBe('shared');
    expect(of('leeds@mail.example.net')).toEqual({ kind: 'network', slug: 'leeds' });
    expect(of('a.b@mail.example.net').kind).toBe('nobody');
    expect(of('@mail.example.net').kind).toBe('foreign');
  });

  it('is found in what a report returns', () => {
    const [networkId, deliveryId] = [randomUUID(), randomUUID()];
    const local = returnLocal(KEY, networkId, deliveryId);
    const text = `Return-Path: <b+${'a'.repeat(58)}@${HERE}>\nOriginal-Mail-From: <${local}@${HERE}>`;
    expect(signedAddressIn(KEY, HERE, text)).toEqual({ kind: 'return', networkId, deliveryId });
    expect(signedAddressIn(KEY, 'other.example', text)).toBeUndefined();
  });
});
