import { Conflict } from '../../core/errors/index.js';
import type { LetterPiece } from '../../core/mail/index.js';
import { AUDIENCE_ROLES } from '../../members/index.js';
import type { Draft } from '../choosing/drafts.service.js';
import { MOST_BYTES } from '../choosing/freezer.js';
import { mayCarry } from './audience-filter.rules.js';
import { isWritten } from './kind.rules.js';
import { isTooLong } from './written-letter.rules.js';

const TOO_LONG =
  'This is longer than mail programmes show: they cut at about 100 kilobytes. Take something out, or make two of it.';

/** @throws Conflict when what somebody wrote is too long for a mail, or would show people what is not for them */
export function refuseWritten({ edition, items }: Draft, pieces: readonly LetterPiece[]): void {
  if (!isWritten(edition.kind)) return;
  const secret = items.find(({ roles }) => !mayCarry(roles, edition.audience));
  if (secret) {
    const names = secret.roles!.map(
      (role) => AUDIENCE_ROLES.find(({ value }) => value === role)?.words ?? role,
    );
    throw new Conflict(
      `“${secret.title}” is only for those with one of these roles: ${names.join(', ')}. Send it to them alone, or take it out.`,
    );
  }
  if (isTooLong(pieces, MOST_BYTES)) throw new Conflict(TOO_LONG);
}
