/** A letter for the crash matrix; a `long` one is larger than all the buffers on its way, so that it has a middle. */
function piecesOf(long) {
  const words = 'A fund for play schemes in the holidays, and how to ask for it. '.repeat(
    long ? 120_000 : 300,
  );
  return [{ text: `This week.\n${words}\n`, html: `<p>This week.</p><p>${words}</p>` }];
}

export const DOMAIN = 'crash.example';

/** Freezes it in the current network's transaction; person 0 has a passage that does not exist where `broken` is true. */
export function freeze(post, people, { domain = DOMAIN, resend = 'ask', broken = false, long = false } = {}) {
  const letter = {
    ...{ kind: 'digest', list: 'digest', subject: 'This week', fromName: 'Crash', fromLocal: 'digest' },
    ...{ resend, sendAfter: new Date(Date.now() - 1000), mark: post.newMark() },
  };
  const copies = Array.from({ length: people }, (_, n) => ({
    ...{ personId: null, readers: [], name: `Person ${n}`, address: `p${n}@${domain}`, holes: {} },
    ...{ pieces: [broken && n === 0 ? 9 : 0], state: 'pending' },
  }));
  return post.freeze(letter, piecesOf(long), copies);
}
