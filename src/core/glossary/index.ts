export { type AcronymProblem, ambiguousIn, type ReadItem } from './acronym-problems.rules.js';
export {
  expandFirst,
  findTerms,
  firstUses,
  longBehind,
  rewrite,
  termsFor,
  type FoundTerm,
  type Meanings,
  type Term,
} from './expand.rules.js';
export { Glossary } from './glossary.service.js';
export { GlossaryModule } from './glossary.module.js';
export { explainedMarkdown, explainedText, Explainer } from './said-in-full.js';
