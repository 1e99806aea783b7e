import { markdownHtml } from '../../core/text/index.js';
import { kindWords } from '../articles/article.view.js';
import { lastDayWords } from '../articles/last-day.rules.js';
import { freezeForShow, type Draft } from '../choosing/index.js';

/** Returns an edition as it would go out, every word of it, for whoever has to say yes or no to it. */
export function viewSheet(draft: Draft) {
  const { district } = draft.words;
  const frozen = freezeForShow(draft);
  return {
    subject: frozen.subject,
    copies: frozen.copies.pending,
    intro: draft.edition.intro && markdownHtml(draft.edition.intro, 3),
    items: draft.items.map((item) => ({
      ...{ key: item.key, title: item.title, summary: item.summary, whatItMeans: item.whatItMeans },
      ...{ mustKnow: item.mustKnow, closesOn: item.closesOn },
      body: item.body && markdownHtml(item.body, 4),
      kindWords: kindWords(item.kind),
      lastDay: lastDayWords(item.kind),
      where:
        item.districtIds.length === 0
          ? 'County-wide'
          : item.districtIds.map((id) => district.get(id) ?? '').join(', '),
    })),
  };
}
