export { Consent } from './consent.entity.js';
export {
  BASIS_WORDS,
  CONSENT_STATUSES,
  firstStatus,
  FREQUENCIES,
  getsIt,
  maskedAddress,
  SAID_BY,
  type ConsentStatus,
  type Standing,
} from './consent.rules.js';
export { preferenceForm, toldForm, type PreferenceInput } from './preference.input.js';
export { Preferences } from './preferences.service.js';
export { StopLinks } from './stop-links.service.js';
