export { NOT_MAILABLE_HERE, readAddress, shownAddress, type AddressReading } from '../text/index.js';
export { AudienceLock } from './audience-lock.js';
export {
  Deliveries,
  FATES,
  type CopyShown,
  type DeliveryLine,
  type Fate,
  type LetterState,
} from './deliveries.js';
export { Ledger } from './engine/ledger.js';
export { Sender } from './engine/sender.js';
export { Uncertain } from './engine/uncertain.js';
export { cleanHeaderText } from './header-text.rules.js';
export { fillHoles, holeMark } from './letter-holes.rules.js';
export { firstUse, termHole, termText, type LetterTerm } from './letter-terms.rules.js';
export { escapeHtml } from './escape.rules.js';
export { shortLetter, type Passage } from './look.rules.js';
export { Mailable } from './mailable.js';
export { MailModule } from './mail.module.js';
export type { LetterPiece } from './mime.rules.js';
export { Post, type CopyFacts, type LetterFacts, type Resend } from './post.js';
export { quotedPrintable } from './quoted-printable.rules.js';
export { readRelayUrl } from './relay/relay-url.rules.js';
export { SetAside } from './set-aside.js';
export { Stopped } from './stopped.js';
export { readStopToken, stopToken } from './stop-token.rules.js';
