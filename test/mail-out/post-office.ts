import { generateKeyPairSync } from 'node:crypto';
import { County, type Member } from '../stories/digest-county.js';
import { lintMail, type Meant } from '../support/mail-lint.js';
import { readMessage, valueOf } from '../support/mail-message.js';
import type { Caught } from '../support/sink.js';

export const MAIL_DOMAIN = 'mail.folkmoot.example';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A deployment as it stands on the internet: https, a mail domain of its own, signed mail. */
export const OUT_THERE = {
  BASE_URL: 'https://folkmoot.example',
  FOLKMOOT_MAIL_DOMAIN: MAIL_DOMAIN,
  FOLKMOOT_DKIM_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
};

interface Kind {
  message_id: string;
  kind: string;
  list: string | null;
  automatic: string;
  form: string;
}

/** Founds a network out there, and forgets what was mailed on the way. */
export function foundOutThere(members: Member[]): Promise<County> {
  return County.found(members, { env: OUT_THERE });
}

/** Returns the breaches of each message, by what it is and what it is called; sound ones are not in it. */
export async function lintAll(county: County, caught: readonly Caught[]): Promise<string[]> {
  const KINDS = `select d.message_id, l.kind, l.list, l.automatic, d.form from delivery d join letter l on l.id = d.letter_id`;
  const house = await county.folkmoot.db.inNetwork('00000000-0000-0000-0000-000000000000', () =>
    county.folkmoot.db.query<Kind>(KINDS),
  );
  const kinds = new Map([...house, ...(await county.rows<Kind>(KINDS))].map((one) => [one.message_id, one]));
  return caught.flatMap(({ from, to, bytes }) => {
    const kind = kinds.get(valueOf(readMessage(bytes).fields, 'Message-ID') ?? '');
    if (!kind) return [`E32 a message nobody knows, to ${to}`];
    const meant: Meant = {
      kind: meantBy(kind),
      from,
      to,
      mailDomain: MAIL_DOMAIN,
      signed: true,
      lean: kind.form === 'text',
    };
    return lintMail(bytes, meant).map((fault) => `${kind.kind} to ${to}: ${fault}`);
  });
}

function meantBy({ kind, list, automatic }: Kind): Meant['kind'] {
  if (list !== null) return 'list';
  if (automatic === 'auto-replied') return 'reply';
  return kind === 'sign-in' ? 'account' : 'notice';
}
