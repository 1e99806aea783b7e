export * from './audience/index.js';
export * from './article-row.rules.js';
export { agesWords } from './article-cells.rules.js';
export { districtReader, wholeArea, WHOLE_AREA, type NamedDistrict } from './district-names.rules.js';
export { THEMES, themeReader, type Theme } from './themes.rules.js';
export { Districts } from './districts/index.js';
export { Imports, type ImportFile } from './import/index.js';
export { MemberFilesModule } from './member-files.module.js';
export { MembersModule } from './members.module.js';
export { Memberships } from './memberships/index.js';
export {
  newOrganisation,
  organisationPatch,
  Organisations,
  organisationView,
  STAGES,
  type OrganisationFacts,
} from './organisations/index.js';
export {
  Addresses,
  newPersonAt,
  People,
  personName,
  personPatch,
  personView,
  type PersonFacts,
} from './people/index.js';
export { SIZE_BANDS, type SizeBand } from './figures/index.js';
export {
  choiceWords,
  FREQUENCY_WORDS,
  getsIt,
  lessOf,
  maskedAddress,
  moreOf,
  offerOf,
  Preferences,
  StopLinks,
  TakingUp,
  type Frequency,
  type Minutes,
  type ReadingChoice,
  type ReadingOffer,
} from './preferences/index.js';
export {
  inReach,
  Reaches,
  reachOf,
  reachThrough,
  withinReach,
  type Place,
  type Reach,
  type Who,
} from './reach/index.js';
export { Roles, ROLE_KINDS, roleWords } from './roles/index.js';
