import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

/** HTML that has been through the sanitiser; a template puts it on the page as it is. */
export class SafeHtml {
  constructor(private readonly html: string) {}

  /** What Handlebars asks for before it would escape. */
  toHTML(): string {
    return this.html;
  }

  toString(): string {
    return this.html;
  }
}

/** A passage of text; `list` tells which list it is an item of. */
interface Block {
  text: string;
  list?: number;
}

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

const SAFE_LINK = /^(?:https?:\/\/|mailto:)/i;

const reader = new MarkdownIt({ html: false, linkify: true, breaks: true });
reader.disable(['table', 'strikethrough']);
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
reader.validateLink = (address) => SAFE_LINK.test(address.trim());
// Pictures are not shown, and nothing is fetched for them; their words stay.
reader.renderer.rules.image = (tokens, at) => reader.utils.escapeHtml(tokens[at].content);

const ALLOWED = {
  allowedTags: 'p br strong em ul ol li blockquote code pre hr a h2 h3 h4 h5 h6'.split(' '),
  allowedAttributes: { a: ['href'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
};

/**
 * Returns Markdown as sanitised HTML: no raw HTML, no pictures, links to http, https and mailto only. The largest
 * heading becomes `<h{top}>`, so that it fits under the headings of the page or mail around it.
 */
export function markdownHtml(source: string, top: 2 | 3 | 4 = 2): SafeHtml {
  const tokens = reader.parse(source, {});
  for (const token of tokens) {
    if (token.type.startsWith('heading_')) token.tag = `h${Math.min(6, Number(token.tag[1]) + top - 1)}`;
  }
  return new SafeHtml(sanitizeHtml(reader.renderer.render(tokens, reader.options, {}), ALLOWED).trim());
}

/** Returns Markdown as plain text that says the same: lists with hyphens or numbers, addresses behind their words. */
export function markdownText(source: string): string {
  const blocks: Block[] = [];
  const lists: { ordered: boolean; next: number }[] = [];
  let marker = '';
  let list = 0;
  for (const token of reader.parse(source, {})) {
    if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open') {
      if (lists.length === 0) list += 1;
      lists.push({ ordered: token.type[0] === 'o', next: Number(token.attrGet('start') ?? 1) });
    } else if (token.type.endsWith('_list_close')) lists.pop();
    else if (token.type === 'list_item_open') marker = markerOf(lists.at(-1)!);
    else if (token.type === 'hr') blocks.push({ text: '* * *' });
    const text = textOf(token);
    if (text === undefined) continue;
    blocks.push({ text: indented(text, marker, lists.length), list: marker ? list : undefined });
    marker = '';
  }
  return joined(blocks);
}

function markerOf(list: { ordered: boolean; next: number }): string {
  return list.ordered ? `${list.next++}. ` : '- ';
}

function textOf(token: Token): string | undefined {
  if (token.type === 'fence' || token.type === 'code_block') return token.content.trimEnd();
  return token.type === 'inline' ? inlineText(token.children ?? []) : undefined;
}

function inlineText(tokens: Token[]): string {
  let text = '';
  let link: { href: string; from: number } | undefined;
  for (const token of tokens) {
    if (token.type === 'link_open') link = { href: String(token.attrGet('href') ?? ''), from: text.length };
    else if (token.type === 'link_close' && link) {
      const address = link.href.replace(/^mailto:/i, '');
      const words = text.slice(link.from);
      if (words !== address && words !== link.href) text += ` (${address})`;
      link = undefined;
    } else if (token.type === 'softbreak' || token.type === 'hardbreak') text += '\n';
    else if (token.type === 'text_special' || token.content) text += token.content;
  }
  return text.trim();
}

/** The first line of a list item carries its marker; whatever follows in the item stands under its words. */
function indented(text: string, marker: string, depth: number): string {
  if (depth === 0) return text;
  const outer = '  '.repeat(depth - 1);
  return text
    .split('\n')
    .map((line, at) => (at === 0 && marker ? `${outer}${marker}${line}` : `${outer}  ${line}`))
    .join('\n');
}

/** Items of one list stand close together, everything else has a blank line between. */
function joined(blocks: Block[]): string {
  return blocks.reduce((all, { text, list }, at) => {
    if (at === 0) return text;
    return `${all}${list !== undefined && list === blocks[at - 1].list ? '\n' : '\n\n'}${text}`;
  }, '');
}
