import { Get, Param, Query } from '@nestjs/common';
import { Can, Limits, Me, StepUp, type Actor } from '../../core/access/index.js';
import { download, page, Pages, type DownloadAnswer, type PageAnswer } from '../../core/web/index.js';
import { pagerOf, sayDate } from '../../core/web/templates/index.js';
import type { Edition } from '../editions/edition.store.js';
import { Ledgers } from '../editions/ledgers.service.js';
import { viewPeople } from '../editions/ledgers.view.js';
import { nameOfKey } from '../kinds/kind.rules.js';
import { PlacesOfDistricts } from './places.js';
import { Reaching } from './reaching.service.js';
import { ledgerQuery } from './reach.input.js';
import { reasonOf, unreachedCsv } from './unreached.view.js';
import {
  BAND_CHOICES,
  CHART_PARTS,
  chartWords,
  narrowed,
  STANDING_CHOICES,
  viewBar,
  viewByBand,
  viewByDistrict,
  viewCounts,
  viewRows,
  whereWords,
} from './reach.view.js';

interface In {
  network: string;
  key: string;
}

const PER_PAGE = 50;
const VIEWS = 'digest/reach/views';

/** Whom an edition has reached, organisation by organisation. */
@Can('reach.read')
@Pages('digest/:key', 'digest')
export class LedgerOfReachPages {
  constructor(
    private readonly reaching: Reaching,
    private readonly places: PlacesOfDistricts,
    private readonly limits: Limits,
    private readonly ledgers: Ledgers,
  ) {}

  @Get('reach')
  async show(@Me() me: Actor, @Param() { network, key }: In, @Query() query: unknown): Promise<PageAnswer> {
    const asked = ledgerQuery.parse(query ?? {});
    const { edition, rows } = await this.reaching.ledger(me, key);
    const districts = await this.places.names();
    const fitting = narrowed(rows, asked);
    const { standing, district, band } = asked;
    const pager = pagerOf({
      ...{ path: `/${network}/digest/${key}/reach`, query: { standing, district, band } },
      ...{ page: asked.page, size: PER_PAGE, total: fitting.length },
    });
    const shown = fitting.slice((pager.page - 1) * PER_PAGE, pager.page * PER_PAGE);
    const name = nameOfKey(key, edition.weekFrom);
    return page(`${VIEWS}/ledger`, {
      ...{ title: 'Whom it reached', section: 'Digest', caption: name, key, asked, pager },
      back: me.may('digest.read')
        ? { href: `/${network}/digest/${key}`, words: name }
        : { href: `/${network}/reach`, words: 'Reach' },
      isEarly: !edition.letterId,
      counts: viewCounts(rows),
      ...(await this.#people(me, edition)),
      rows: viewRows(shown, districts, await this.reaching.calls(edition)),
      isNarrowed: Boolean(standing || district || band),
      choices: {
        ...{ standings: STANDING_CHOICES, bands: BAND_CHOICES },
        districts: [...districts].map(([value, words]) => ({ value, words })),
      },
    });
  }

  /** The people as a sum, for whoever may see the names behind it. */
  async #people(me: Actor, edition: Edition) {
    if (!edition.letterId || !me.may('digest.read')) return {};
    const sum = await this.ledgers.people(edition);
    return { people: viewPeople(sum), went: this.ledgers.went(edition, sum) };
  }

  @StepUp()
  @Get('reach.csv')
  async csv(@Me() me: Actor, @Param() { key }: In, @Query() query: unknown): Promise<DownloadAnswer> {
    const { rows } = await this.reaching.ledger(me, key);
    await this.limits.spend('export', me.personId);
    const file = await this.reaching.csv(narrowed(rows, ledgerQuery.parse(query ?? {})));
    return download(file, 'text/csv; charset=utf-8', `reach-${key}.csv`);
  }
}

/** Reach over the weeks, and who has been out of it for too long. */
@Can('reach.read')
@Pages('reach', 'digest')
export class ReachPages {
  constructor(
    private readonly reaching: Reaching,
    private readonly places: PlacesOfDistricts,
    private readonly limits: Limits,
  ) {}

  @Get()
  async weeks(@Me() me: Actor): Promise<PageAnswer> {
    const weeks = await this.reaching.weeks(me);
    const bars = weeks.map(({ edition, rows }) => viewBar(sayDate(edition.weekFrom), rows));
    const [latest] = weeks;
    return page(`${VIEWS}/weeks`, {
      ...{ title: 'Reach', bars, description: chartWords(bars), parts: CHART_PARTS },
      latest: latest && {
        key: latest.edition.key,
        name: nameOfKey(latest.edition.key, latest.edition.weekFrom),
      },
      byDistrict: latest && viewByDistrict(latest.rows, await this.places.names()),
      byBand: latest ? viewByBand(latest.rows) : [],
      links: weeks.map(({ edition: { key, weekFrom } }) => ({ key, name: nameOfKey(key, weekFrom) })),
    });
  }

  @Get('unreached')
  async unreached(@Me() me: Actor, @Param() { network }: In): Promise<PageAnswer> {
    const districts = await this.places.names();
    const all = await this.reaching.unreached(me);
    return page(`${VIEWS}/unreached`, {
      ...{ title: 'Not reached for four weeks', section: 'Reach' },
      back: { href: `/${network}/reach`, words: 'Reach' },
      mayAdd: me.may('members.edit'),
      rows: all.map((one) => ({
        id: one.row.organisation.id,
        name: one.row.organisation.name,
        where: whereWords(one.row.organisation, districts),
        reason: reasonOf(one),
        contact: one.contact,
        telephones: one.mayRing ? one.telephones : [],
        mayRing: one.mayRing,
        lastReached: one.lastReached,
      })),
    });
  }

  @StepUp()
  @Get('unreached.csv')
  async unreachedCsv(@Me() me: Actor): Promise<DownloadAnswer> {
    const all = await this.reaching.unreached(me);
    await this.limits.spend('export', me.personId);
    const file = unreachedCsv(all, await this.places.names());
    return download(file, 'text/csv; charset=utf-8', 'not-reached-for-four-weeks.csv');
  }
}
