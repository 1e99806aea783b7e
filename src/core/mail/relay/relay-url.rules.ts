/** How to reach a relay, read from its address. `tls` is what to do where the connection starts without it. */
export type RelayAddress = {
  host: string;
  port: number;
  secure: boolean;
  tls: 'always' | 'offered' | 'never';
  login?: { user: string; pass: string };
};

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/;

/**
 * Returns what an address such as `smtp://user:password@host:587` or `smtps://host` says. STARTTLS is used where the
 * relay offers it, and is a must where a password would travel to another machine; `?tls=always`, `offered` or
 * `never` decides otherwise. Throws RangeError, in a sentence for the operator, without the password in it.
 */
export function readRelayUrl(text: string): RelayAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const secure = url?.protocol === 'smtps:';
  if (!url || !(secure || url.protocol === 'smtp:') || url.hostname === '') {
    throw new RangeError('The mail relay is given as smtp://host:port or smtps://host:port.');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const login = readLogin(url);
  const asked = url.searchParams.get('tls') ?? (login && !LOOPBACK.test(host) ? 'always' : 'offered');
  if (asked !== 'always' && asked !== 'offered' && asked !== 'never') {
    throw new RangeError('“tls” in the address of the mail relay is always, offered or never.');
  }
  return { host, port: Number(url.port) || (secure ? 465 : 25), secure, tls: asked, ...(login && { login }) };
}

function readLogin(url: URL): RelayAddress['login'] {
  if (url.username === '' && url.password === '') return undefined;
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch {
    throw new RangeError('In the address of the mail relay, % in the user name or password is written %25.');
  }
}
