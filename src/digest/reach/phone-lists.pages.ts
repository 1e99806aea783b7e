import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, StepUp, type Actor } from '../../core/access/index.js';
import { Settings } from '../../core/config/index.js';
import { Conflict } from '../../core/errors/index.js';
import {
  download,
  Form,
  page,
  Pages,
  redirect,
  type DownloadAnswer,
  type PageAnswer,
  type RedirectAnswer,
} from '../../core/web/index.js';
import { sayPlural } from '../../core/web/templates/index.js';
import { EditionStore } from '../editions/edition.store.js';
import { nameOfKey } from '../kinds/kind.rules.js';
import { KEEP } from '../print/postings.service.js';
import { NothingNew } from './nothing-new.service.js';
import { PhoneContent } from './phone-content.js';
import { CALL_RESULTS, meanwhile } from './phone-lists.rules.js';
import { PhoneLists, USUAL_DAYS, type PhoneCall, type PhoneList } from './phone-lists.service.js';
import { PhoneResults } from './phone-results.service.js';
import { ReachReader } from './reach.facts.js';
import { listsForm, volunteerForm } from './reach.input.js';
import { ReachOpen } from './reach.open.js';
import type { Standing } from './reach.rules.js';

interface In {
  network: string;
  key: string;
  list: string;
}

const VIEW = 'digest/reach/views/phone-lists';

/** Lists of eight names for volunteers who telephone. */
@Can('reach.read')
@Pages('digest/:key/phone-lists', 'digest')
export class PhoneListsPages {
  constructor(
    private readonly lists: PhoneLists,
    private readonly results: PhoneResults,
    private readonly content: PhoneContent,
    private readonly reader: ReachReader,
    private readonly nothingNew: NothingNew,
    private readonly openIn: ReachOpen,
    private readonly store: EditionStore,
    private readonly settings: Settings,
  ) {}

  @Get()
  async show(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const edition = await this.store.find(key);
    const frame = {
      ...{ title: 'Telephone', section: 'Digest', key },
      back: { href: `/${network}/digest/${key}/reach`, words: nameOfKey(key, edition.weekFrom) },
    };
    if (!edition.letterId) return page(VIEW, { ...frame, isEarly: true });
    const lists = await this.lists.of(me, edition);
    const listed = lists.flatMap(({ calls }) => calls.map(({ organisationId }) => organisationId));
    const ids = new Set([...(await this.openIn.of(edition)), ...listed]);
    const known = await this.reader.ofSome(edition, [...ids]);
    const rows = await this.nothingNew.judgedForTelephone(edition, known);
    const waiting = await this.lists.waiting({ edition, rows });
    const standings = new Map(rows.map(({ organisation, standing }) => [organisation.id, standing]));
    const shown: object[] = [];
    let hasOpen = false;
    for (const { list, calls } of lists) {
      const isOpen = await this.lists.isOpen(list);
      hasOpen ||= isOpen;
      const token = this.content.tokenOf(me.networkId, list.id);
      shown.push({
        ...viewList(list, calls, standings),
        isOpen,
        href: `${this.settings.baseUrl}/${network}/phoning/${token}`,
      });
    }
    return page(VIEW, {
      ...frame,
      ...{ lists: shown, waiting: waiting.length, usual: USUAL_DAYS, mayKeep: me.may(KEEP) },
      hasOpen,
      stopped: await this.results.stopped(),
    });
  }

  @Can('reach.keep')
  @Form('show')
  @Post()
  async make(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: listsForm }) { lastDay }: z.output<typeof listsForm>,
  ): Promise<RedirectAnswer> {
    const count = await this.lists.make(me, key, lastDay);
    if (count === 0)
      return redirect(`/digest/${key}/phone-lists`, 'Everybody with a number is on a list already.');
    return redirect(
      `/digest/${key}/phone-lists`,
      `${sayPlural(count, 'list is', 'lists are')} ready. Print them, or give each volunteer the address of theirs.`,
    );
  }

  @Can('reach.keep')
  @Post(':list/volunteer')
  async assign(
    @Me() me: Actor,
    @Param() { key, list }: In,
    @Body({ schema: volunteerForm }) { volunteer }: z.output<typeof volunteerForm>,
  ): Promise<RedirectAnswer> {
    await this.lists.assign(me, await this.store.find(key), list, volunteer);
    return redirect(`/digest/${key}/phone-lists`, 'The name is kept until the last day of the list.');
  }

  /** Somebody has told a colleague that they may be rung after all. */
  @Can('reach.keep')
  @Post('ringing/:organisation')
  async ringAgain(
    @Me() me: Actor,
    @Param() { key, organisation }: In & { organisation: string },
  ): Promise<RedirectAnswer> {
    await this.results.ringAgain(me, organisation);
    return redirect(`/digest/${key}/phone-lists`, 'They can be put on lists again.');
  }

  /** All lists that still work, or one of them. @throws Conflict when none does any more */
  @StepUp()
  @Get('download.pdf')
  async print(
    @Me() me: Actor,
    @Param() { key }: In,
    @Query() { list: wanted }: { list?: string },
  ): Promise<DownloadAnswer> {
    const edition = await this.store.find(key);
    const all = (await this.lists.of(me, edition)).map(({ list }) => list);
    const open: typeof all = [];
    for (const list of all)
      if ((!wanted || list.id === wanted) && (await this.lists.isOpen(list))) open.push(list);
    if (open.length === 0)
      throw new Conflict('The last day of these lists is over, and the numbers are not given out any more.');
    const file = await this.content.pdf(edition, open);
    return download(file, 'application/pdf', `digest-${key}-telephone.pdf`);
  }
}

function viewList(list: PhoneList, calls: readonly PhoneCall[], standings: ReadonlyMap<string, Standing>) {
  const names = calls.map(({ organisationId, organisation, result }) => {
    const others = meanwhile(standings.get(organisationId), result);
    return { organisation, result: [result && CALL_RESULTS[result], others].filter(Boolean).join('. ') };
  });
  return {
    ...{ ...list, names },
    ...{ total: calls.length, done: names.filter(({ result }) => result !== '').length },
    reached: calls.filter(({ result }) => result === 'reached').length,
    otherwise: calls.filter((call) => meanwhile(standings.get(call.organisationId), call.result) !== '')
      .length,
  };
}
