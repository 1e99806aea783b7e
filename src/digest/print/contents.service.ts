import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/clock/index.js';
import { Settings } from '../../core/config/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import { ruler } from '../../core/pdf/index.js';
import { markdownText } from '../../core/text/index.js';
import { lastDayWords } from '../articles/last-day.rules.js';
import { Drafts, itemWords, sayDay } from '../choosing/index.js';
import type { Edition } from '../editions/edition.store.js';
import { SECTION } from '../kinds/kind.rules.js';
import { ThisNetwork } from '../this-network.js';
import type { PrintItem } from './blocks.rules.js';
import { paragraphsOf } from './paragraphs.rules.js';
import { EditionContent } from './edition-content.js';
import { explainer, finderOf } from './explain.js';
import type { Ways } from './foot.rules.js';
import { printedAddress } from './short-link.rules.js';
import { ShortLinks } from './short-links.service.js';

/** Everything an item says, without what depends on who reads it. */
export type ItemText = Omit<PrintItem, 'heading' | 'reason' | 'brief'>;

/** A web address that is its own words: on paper once is enough. */
const TWICE = /(\S+\w) \(https?:\/\/(?:www\.)?\1\/?\)/g;

/** Makes what is the same for every printed page of an edition. */
@Injectable()
export class Contents {
  constructor(
    private readonly drafts: Drafts,
    private readonly here: ThisNetwork,
    private readonly links: ShortLinks,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Returns the content of an edition as it went out, or would go out now. */
  async of(edition: Edition): Promise<EditionContent> {
    const network = await this.here.facts();
    const at = edition.sendAfter ?? this.clock.now();
    const content = await this.drafts.content(edition, at, network);
    const base = `${this.settings.baseUrl}/${network.slug}`;
    const whole = `/digest/archive/${edition.key}`;
    const codes = await this.links.codesOf([whole, ...content.items.flatMap(({ href }) => href ?? [])]);
    const { measure, printable } = await ruler();
    const hasTerms = finderOf(content.terms);
    const items = new Map<string, ItemText>();
    for (const item of content.items) {
      const url = item.href === undefined ? '' : `${base}/r/${codes.get(item.href)}`;
      const text = itemText(item, base, url, printable);
      const all = [text.title, text.summary, text.body, text.whatItMeans, ...text.dates].join('\n');
      items.set(item.key, { ...text, isPlain: !hasTerms(all) });
    }
    return new EditionContent({
      ...{ edition, network, base, items, measure, printable },
      order: [...content.items].sort((a, b) => a.position - b.position).map(({ key }) => key),
      roles: new Map(content.items.map(({ key, roles = [] }) => [key, roles])),
      choose: content.choose,
      intro: paragraphsOf(printable(markdownText(edition.intro))),
      everything: printedAddress(`${base}/r/${codes.get(whole)}`),
      explain: explainer(content.terms),
      contact: contactOf(network),
    });
  }
}

function itemText(
  item: Parameters<typeof itemWords>[0],
  base: string,
  url: string,
  printable: (text: string) => string,
): ItemText {
  const words = itemWords(item, base);
  const files = words.attachments.map((one) => one.words);
  return {
    key: item.key,
    title: printable(words.title),
    facts: factsOf(words),
    summary: printable(words.summary),
    body: printable(words.body.text).replace(TWICE, '$1'),
    whatItMeans: printable(words.whatItMeans),
    dates: [
      ...(words.dates.length > 0 ? [`Dates that matter: ${printable(words.dates.join('; '))}`] : []),
      ...(files.length > 0 ? [`To read or fill in: ${printable(files.join('; '))}`] : []),
    ],
    ...{ url, address: printedAddress(url), mustKnow: item.mustKnow, meanings: item.meanings },
  };
}

/** What kind of thing an item is, and until when; a passage that somebody wrote is no kind of thing. */
function factsOf({ kind, kindWords, closesOn }: ReturnType<typeof itemWords>): string {
  if (kind === SECTION) return '';
  return closesOn === null ? `${kindWords}.` : `${kindWords}. ${lastDayWords(kind)} ${sayDay(closesOn)}.`;
}

/** How the people who made it are reached by somebody without e-mail. */
export function contactOf({ settings }: NetworkFacts): Ways {
  const text = (one: unknown) => (typeof one === 'string' ? one : '');
  return {
    telephone: text(settings.contactPhone),
    post: text(settings.contactPost),
    email: text(settings.contactEmail),
  };
}
