export { Consent } from './consent.entity.js';
export {
  BASIS_WORDS,
  CONSENT_STATUSES,
  firstStatus,
  getsIt,
  maskedAddress,
  SAID_BY,
  type ConsentStatus,
  type Standing,
} from './consent.rules.js';
export {
  choiceWords,
  FREQUENCY_WORDS,
  lessOf,
  MINUTES,
  moreOf,
  offerOf,
  type Frequency,
  type Minutes,
  type ReadingChoice,
  type ReadingOffer,
} from './reading.rules.js';
export { MAILED_NOW, ON_PAPER, ReadingStore } from './reading.store.js';
export {
  FREQUENCIES,
  preferenceForm,
  readingPatch,
  toldForm,
  type PreferenceInput,
} from './preference.input.js';
export { Preferences } from './preferences.service.js';
export { StopLinks } from './stop-links.service.js';
export { LISTS, listWords, type List } from './lists.rules.js';
export { TakingUp } from './taking-up.js';
export { Wishes } from './wishes.service.js';
