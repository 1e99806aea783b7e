import sanitizeHtml from 'sanitize-html';
import { escapeHtml, fillHoles, firstUse, type LetterTerm } from '../../core/mail/index.js';
import { SafeHtml } from '../../core/text/index.js';

const ALLOWED = {
  allowedTags: 'p br strong em ul ol li blockquote code pre hr a abbr h2 h3 h4 h5 h6'.split(' '),
  allowedAttributes: { a: ['href'], abbr: ['title'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
};

/** What a copy was made of. */
export interface FrozenCopy {
  /** Its passages as HTML, in their order. */
  passages: string[];
  mark: string;
  holes: Record<string, string>;
  terms: LetterTerm[];
}

/** Returns a copy in the words in which it went out, without the looks that only mail programmes need. */
export function frozenHtml({ passages, mark, holes, terms }: FrozenCopy): SafeHtml {
  const filling = Object.fromEntries(Object.entries(holes).map(([name, text]) => [name, escapeHtml(text)]));
  const said = terms.map((term) => ({
    ...term,
    written: escapeHtml(term.written),
    behind: escapeHtml(term.behind),
  }));
  const isFirst = firstUse();
  const whole = passages.map((html) => fillHoles(html, mark, filling, said, isFirst)).join('\n');
  return new SafeHtml(sanitizeHtml(whole, ALLOWED).trim());
}
