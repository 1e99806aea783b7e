import { describe, expect, it } from '@jest/globals';
import { readRelayUrl } from './relay-url.rules.js';

describe('the address of the mail relay', () => {
  it('says where it is and how to log in', () => {
    expect(readRelayUrl('smtp://127.0.0.1:2525')).toEqual({
      host: '127.0.0.1',
      port: 2525,
      secure: false,
      tls: 'offered',
    });
    expect(readRelayUrl('smtps://folk%40f.example:p%3Aw@mail.f.example')).toEqual({
      host: 'mail.f.example',
      port: 465,
      secure: true,
      tls: 'always',
      login: { user: 'folk@f.example', pass: 'p:w' },
    });
    expect(readRelayUrl('smtp://[::1]')).toMatchObject({ host: '::1', port: 25 });
  });

  it('lets a password leave this machine only over TLS, unless told otherwise', () => {
    expect(readRelayUrl('smtp://u:p@mail.f.example').tls).toBe('always');
    expect(readRelayUrl('smtp://u:p@localhost').tls).toBe('offered');
    expect(readRelayUrl('smtp://u:p@mailbox:1025?tls=never').tls).toBe('never');
  });

  it('is refused in a sentence that does not repeat the password', () => {
    for (const bad of [
      '',
      'mail.f.example',
      'http://u:secret@f.example',
      'smtp://',
      'smtp://u:secret%@f.example',
    ]) {
      expect(() => readRelayUrl(bad)).toThrow(/mail relay(?!.*secret)/);
    }
    expect(() => readRelayUrl('smtp://u:secret@f.example?tls=maybe')).toThrow(/always, offered or never/);
  });
});
