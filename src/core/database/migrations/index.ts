import { Foundation1763600000001 } from './0001-foundation.js';
import { Members1763600000002 } from './0002-members.js';
import { Access1763600000003 } from './0003-access.js';
import { Mail1763600000004 } from './0004-mail.js';
import { SignIn1763600000005 } from './0005-sign-in.js';
import { Digest1763600000006 } from './0006-digest.js';
import { Reading1763600000007 } from './0007-reading.js';
import { Files1763600000008 } from './0008-files.js';
import { Glossary1763600000009 } from './0009-glossary.js';
import { ArticleDepth1763600000010 } from './0010-article-depth.js';
import { Choosing1763600000011 } from './0011-choosing.js';
import { Kinds1763600000012 } from './0012-kinds.js';
import { Handover1763600000013 } from './0013-handover.js';
import { Reach1763600000014 } from './0014-reach.js';
import { MailIn1763600000015 } from './0015-mail-in.js';
import { MailOut1763600000016 } from './0016-mail-out.js';
import { Archive1763600000017 } from './0017-archive.js';
import { Quarantine1763600000018 } from './0018-quarantine.js';
import { Stopped1763600000019 } from './0019-stopped.js';
import { SetAside1763600000020 } from './0020-set-aside.js';
import { Ringing1763600000022 } from './0022-ringing.js';
import { Gate1763600000025 } from './0025-gate.js';
import { Withdrawn1763600000026 } from './0026-withdrawn.js';

/** Every migration, in order; named here rather than globbed so that an unlisted file cannot run. */
export const MIGRATIONS = [
  Foundation1763600000001,
  Members1763600000002,
  Access1763600000003,
  Mail1763600000004,
  SignIn1763600000005,
  Digest1763600000006,
  Reading1763600000007,
  Files1763600000008,
  Glossary1763600000009,
  ArticleDepth1763600000010,
  Choosing1763600000011,
  Kinds1763600000012,
  Handover1763600000013,
  Reach1763600000014,
  MailIn1763600000015,
  MailOut1763600000016,
  Archive1763600000017,
  Quarantine1763600000018,
  Stopped1763600000019,
  SetAside1763600000020,
  Ringing1763600000022,
  Gate1763600000025,
  Withdrawn1763600000026,
];
