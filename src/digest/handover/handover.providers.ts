import { Acronyms } from '../editions/acronyms.service.js';
import { Composing } from '../editions/composing.service.js';
import { FixedEditions } from '../editions/fixed-editions.service.js';
import { Fixing } from '../editions/fixing.service.js';
import { History } from '../editions/history.service.js';
import { Missed } from '../editions/missed.service.js';
import { Notices } from '../editions/notices.js';
import { Samples } from '../editions/samples.js';
import { SecondApprovals } from '../editions/second-approvals.service.js';
import { SecondPages } from '../editions/second.pages.js';
import { Seconds } from '../editions/seconds.service.js';
import { Way } from '../editions/way.service.js';
import { WayPages } from '../editions/way.pages.js';
import { Deputies } from './deputies.js';
import { DeputyDesk } from './deputy-desk.service.js';
import { DeputyLetters } from './deputy-letters.service.js';
import { DeputyTidings } from './deputy-tidings.service.js';
import { DeputyPages } from './deputy.pages.js';
import { HandoverForYou } from './handover.foryou.js';
import { HandoverPages } from './handover.pages.js';
import { HandoverPersonalData } from './handover.personal-data.js';
import { HandoverStore } from './handover.store.js';
import { HandoverWeeks } from './handover-weeks.service.js';
import { Handovers } from './handovers.service.js';

/** What stands round an approval: the second person, the way out and back, and the deputy. */
export const APPROVING = [
  Acronyms,
  Samples,
  Composing,
  FixedEditions,
  Notices,
  Deputies,
  Seconds,
  Fixing,
  SecondApprovals,
  Way,
  History,
  Missed,
  HandoverStore,
  Handovers,
  DeputyLetters,
  DeputyTidings,
  HandoverWeeks,
  DeputyDesk,
  HandoverForYou,
  HandoverPersonalData,
];

export const APPROVING_PAGES = [SecondPages, WayPages, DeputyPages, HandoverPages];
