/** Who asks for the mailbox page. */
export interface Asking {
  /** Address of the other end of the connection. */
  remote: string | undefined;
  /** What the browser thinks it talks to. */
  host: string | undefined;
  /** Any header that says a proxy stands between. */
  forwarded: boolean;
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/;
const HERE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * True for a browser on this very machine that means this machine: not through a proxy, and not led here by
 * a foreign name that was pointed at the loopback address (DNS rebinding).
 */
export function asksFromHere({ remote, host, forwarded }: Asking): boolean {
  return !forwarded && LOOPBACK.test(remote ?? '') && HERE.test(host ?? '');
}

/** Returns the text in pieces: plain words, and the addresses of pages in it, which can be made links. */
export function withLinks(text: string): { words: string; href?: string }[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .flatMap((piece) => {
      if (!/^https?:\/\//.test(piece)) return [{ words: piece }];
      const href = withoutStops(piece);
      return [{ words: href, href }, { words: piece.slice(href.length) }];
    })
    .filter(({ words }) => words !== '');
}

/** What ends the sentence around an address is no part of it; a bracket is when it was opened within. */
function withoutStops(address: string): string {
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address[end - 1];
    const opens = last === ')' ? '(' : last === ']' ? '[' : undefined;
    if (!opens && !'.,;:!?\'"’”'.includes(last)) break;
    if (opens && count(address.slice(0, end), opens) >= count(address.slice(0, end), last)) break;
  }
  return address.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
