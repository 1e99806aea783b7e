import { Foundation1763600000001 } from './0001-foundation.js';
import { Members1763600000002 } from './0002-members.js';
import { Access1763600000003 } from './0003-access.js';
import { Mail1763600000004 } from './0004-mail.js';
import { SignIn1763600000005 } from './0005-sign-in.js';
import { Digest1763600000006 } from './0006-digest.js';

/** Every migration, in order; named here rather than globbed so that an unlisted file cannot run. */
export const MIGRATIONS = [
  Foundation1763600000001,
  Members1763600000002,
  Access1763600000003,
  Mail1763600000004,
  SignIn1763600000005,
  Digest1763600000006,
];
