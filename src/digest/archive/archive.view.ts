import { explainedMarkdown, explainedText, termsFor, type Term } from '../../core/glossary/index.js';
import { typeAndSize } from '../../core/files/index.js';
import { kindWords } from '../articles/article.view.js';
import { lastDayWords } from '../articles/last-day.rules.js';
import type { Edition } from '../editions/edition.columns.js';
import type { ItemFacts } from '../editions/edition.rules.js';
import { isForEverybody } from '../kinds/audience-filter.rules.js';
import { isWritten, KIND_WORDS, nameOfKey, sentenceNameOfKey } from '../kinds/kind.rules.js';
import { SECTION } from '../kinds/kind.rules.js';
import { anchorOf } from './archive.rules.js';
import type { Shown } from './archive.service.js';

/** Returns an edition as a list names it. */
export function viewEdition(edition: Edition) {
  const { key, weekFrom, kind, sendAfter, subject } = edition;
  return {
    key,
    name: nameOfKey(key, weekFrom),
    kindWords: KIND_WORDS[kind],
    subject: isWritten(kind) ? subject : null,
    at: sendAfter,
    isForSome: !isForEverybody(edition.audience),
  };
}

/** Returns an edition with what it holds, every short form explained where the page first has it. */
export function viewShown({ edition, items, corrections, about, terms, isMember }: Shown) {
  const seen = new Set<string>();
  const intro = isMember ? explainedMarkdown(edition.intro, terms, seen) : undefined;
  return {
    ...viewEdition(edition),
    intro: intro && String(intro) !== '' ? intro : undefined,
    items: items.map(({ item, standing }) =>
      standing === 'withdrawn'
        ? { isWithdrawn: true }
        : viewItem(untwice(item, edition), terms, seen, isMember),
    ),
    corrections: corrections.map(viewEdition),
    about: about && { key: about.key, name: sentenceNameOfKey(about.key, about.weekFrom) },
    isMember,
  };
}

/** The only passage of a briefing or a correction goes by the subject, which stands above it already. */
function untwice(item: ItemFacts, { kind, subject }: Edition): ItemFacts {
  const isSame = item.kind === SECTION && kind !== 'newsletter' && item.title === subject;
  return isSame ? { ...item, title: '' } : item;
}

function viewItem(item: ItemFacts, terms: readonly Term[], seen: Set<string>, isMember: boolean) {
  const { key, kind, closesOn, dates = [], attachments = [], picture, href } = item;
  const known = termsFor(terms, item.meanings);
  const isPassage = kind === SECTION;
  return {
    anchor: anchorOf(key),
    title: item.title && explainedText(item.title, known, seen),
    plainTitle: item.title,
    kindWords: isPassage ? '' : kindWords(kind),
    lastDay: lastDayWords(kind),
    closesOn,
    summary: item.summary && explainedText(item.summary, known, seen),
    body: explainedMarkdown(item.body, known, seen, isPassage && item.title === '' ? 2 : 3),
    whatItMeans: item.whatItMeans && explainedText(item.whatItMeans, known, seen),
    dates,
    attachments: attachments.map((one) => ({
      name: one.name,
      place: one.href.slice(1),
      about: typeAndSize(one),
    })),
    picture: picture && { place: picture.href.slice(1), alt: picture.alt },
    place: href && (isMember || item.isPublic) ? href.slice(1) : undefined,
  };
}
