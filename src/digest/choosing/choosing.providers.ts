import { ChoosingRules } from './choosing-rules.service.js';
import { Drafts } from './drafts.service.js';
import { DryRuns } from './dry-runs.js';
import { LeftOutPages } from './left-out.pages.js';
import { MustKnow } from './must-know.js';
import { PreviewsPages } from './previews.pages.js';
import { Previews } from './previews.service.js';
import { RuleStore } from './rule.store.js';
import { RulesPages } from './rules.pages.js';
import { SentBefore } from './sent-before.js';

/** What the module of the digest provides for choosing. */
export const CHOOSING = [RuleStore, ChoosingRules, SentBefore, MustKnow, Drafts, DryRuns, Previews];

/** Pages of choosing whose first words would be taken for the key of an edition. */
export const CHOOSING_FIRST = [RulesPages];
export const CHOOSING_PAGES = [PreviewsPages, LeftOutPages];
