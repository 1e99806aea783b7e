import MarkdownIt from 'markdown-it';
import { SafeHtml } from '../../text/index.js';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

/** The guides are ours: they have tables, which what people write has not. */
const reader = new MarkdownIt('commonmark', { html: false }).enable('table');

/** Returns a guide as HTML; a link to another guide's file becomes a link to its page below `base`. */
export function guideHtml(text: string, base: string): SafeHtml {
  const tokens = reader.parse(text, {});
  nameCells(tokens);
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    const guide = /^([\w-]+)\.md$/.exec(String(token.attrGet('href') ?? ''));
    if (guide) token.attrSet('href', `${base}/${guide[1]}`);
  }
  return new SafeHtml(reader.renderer.render(tokens, reader.options, {}));
}

/** A table becomes cards on a small screen, where each cell says which column it is of. */
function nameCells(tokens: readonly Token[]): void {
  let columns: string[] = [];
  let at = 0;
  for (const [place, token] of tokens.entries()) {
    if (token.type === 'table_open') {
      token.attrSet('class', 'stack');
      columns = [];
    }
    if (token.type === 'tr_open') at = 0;
    if (token.type === 'th_open') {
      token.attrSet('scope', 'col');
      columns.push(tokens[place + 1].content);
    }
    if (token.type === 'td_open') {
      token.attrs = null;
      if (at > 0) token.attrSet('data-label', capital(columns[at]));
      else nameRow(tokens, place);
      at += 1;
    }
  }
}

/** The first cell says what its row is about. */
function nameRow(tokens: readonly Token[], place: number): void {
  const close = tokens.slice(place).find(({ type }) => type === 'td_close')!;
  tokens[place].tag = close.tag = 'th';
  tokens[place].attrSet('scope', 'row');
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
