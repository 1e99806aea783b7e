export {
  chooser,
  readershipKey,
  type Ages,
  type Choice,
  type Choosable,
  type Choose,
  type Chosen,
  type Group,
  type Left,
  type LeftOut,
  type Readership,
  type Words,
} from './choose.rules.js';
export { Drafts, LIST, type Draft, type DraftItem } from './drafts.service.js';
export { Freezer, MOST_BYTES, type CopyList } from './freezer.js';
export { DryRuns, type DryRun } from './dry-runs.js';
export { freeze, freezeForShow, HAD_IT, subjectOf, type Copies, type Frozen } from './frozen.js';
export { fullPiece, LONGEST_BODY, type ItemWords } from './item-piece.rules.js';
export { itemWords } from './item-words.js';
export { GROUP_WORDS, headingWords } from './letter.rules.js';
export { sayDay } from './letter-look.rules.js';
export { makerOf, type LetterMaker } from './maker.js';
export { MustKnow } from './must-know.js';
export { nothingFor } from './nothing.js';
export { AS_IT_WAS, RULES, SOON, type RuleName, type Standing } from './precedence.rules.js';
export { Previews, type CopyPreview, type PersonPreview } from './previews.service.js';
export type { Profile, ProfileReader } from './profile.rules.js';
export { minutesOf, PACE, wordsIn, wordsInHtml } from './reading-time.rules.js';
export { readershipOf, readershipOfOrganisation } from './readership.rules.js';
export { RuleStore } from './rule.store.js';
export { SentBefore } from './sent-before.js';
export { TermHoles } from './term-holes.js';
