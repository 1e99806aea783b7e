import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Limits, Me, StepUp, type Actor } from '../../core/access/index.js';
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
import { pagerOf, sayPlural } from '../../core/web/templates/index.js';
import { copiesForm, ledgerQuery } from './edition.input.js';
import { EditionStore } from './edition.store.js';
import { FATE_CHOICES, fateWords, nameOf } from './edition.view.js';
import { History } from './history.service.js';
import { viewPeople } from './ledgers.view.js';
import { Ledgers } from './ledgers.service.js';
import { Sendings } from './sendings.service.js';

interface In {
  network: string;
  key: string;
}

type Copies = z.output<typeof copiesForm>;

const PER_PAGE = 50;

/** The names behind the counts of an edition, and settling what is uncertain. */
@Can('digest.read')
@Pages('digest/:key', 'digest')
export class LedgersPages {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly sendings: Sendings,
    private readonly store: EditionStore,
    private readonly history: History,
    private readonly limits: Limits,
  ) {}

  @Get('ledger')
  async ledger(@Me() me: Actor, @Param() { network, key }: In, @Query() query: unknown): Promise<PageAnswer> {
    const asked = ledgerQuery.parse(query ?? {});
    const fate = asked.fate || undefined;
    const edition = await this.store.find(key);
    const status = await this.sendings.statusOf(edition);
    const total = fate ? status.counts[fate] : status.audience;
    const path = `/${network}/digest/${key}/ledger`;
    const pager = pagerOf({ path, query: { fate }, page: asked.page, size: PER_PAGE, total });
    const lines = await this.ledgers.lines(me, key, fate, (pager.page - 1) * PER_PAGE, PER_PAGE);
    const held = lines.filter((line) => line.fate === 'held');
    const telephones = await this.ledgers.telephones(me, held);
    return page('digest/editions/views/ledger', {
      title: fate ? fateWords(fate) : 'Everybody',
      section: 'Digest',
      back: { href: `/${network}/digest/${key}`, words: nameOf(edition) },
      key,
      fate: asked.fate,
      fates: FATE_CHOICES,
      status,
      history: await this.history.of(edition, status),
      people: viewPeople(await this.ledgers.people(edition)),
      isEarly: !edition.letterId,
      rows: lines.map((line) => ({
        ...line,
        fate: fateWords(line.fate),
        telephone: telephones.get(line.personId ?? ''),
      })),
      pager,
      settles: fate === 'uncertain' && me.may('digest.approve') && lines.length > 0,
      boxes: lines.map(({ id, name, organisations, address }) => ({
        value: id,
        words: organisations ? `${name}, ${organisations}` : name,
        hint: address ?? '',
      })),
    });
  }

  @StepUp()
  @Get('ledger.csv')
  async csv(@Me() me: Actor, @Param() { key }: In, @Query() query: unknown): Promise<DownloadAnswer> {
    const { fate } = ledgerQuery.parse(query ?? {});
    await this.limits.spend('export', me.personId);
    const file = await this.ledgers.csv(me, key, fate || undefined);
    return download(file, 'text/csv; charset=utf-8', `digest-${key}${fate ? `-${fate}` : ''}.csv`);
  }

  /** Sends uncertain copies again; none ticked means all of them. */
  @Can('digest.approve')
  @Form('ledger')
  @Post('resending')
  async resend(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: copiesForm }) { copies }: Copies,
  ): Promise<RedirectAnswer> {
    const count = await this.sendings.sendAgain(me, key, copies.length > 0 ? copies : undefined);
    return redirect(
      `/digest/${key}`,
      `${sayPlural(count, 'copy', 'copies')} will be sent again, with the same words.`,
    );
  }

  /** Counts uncertain copies as arrived. */
  @Can('digest.approve')
  @Form('ledger')
  @Post('arrival')
  async arrived(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: copiesForm }) { copies }: Copies,
  ): Promise<RedirectAnswer> {
    const count = await this.sendings.countAsArrived(me, key, copies);
    return redirect(`/digest/${key}`, `${sayPlural(count, 'copy counts', 'copies count')} as arrived.`);
  }

  @Can('digest.approve')
  @Post('resumption')
  async resume(@Me() me: Actor, @Param() { key }: In): Promise<RedirectAnswer> {
    await this.sendings.resume(me, key);
    return redirect(`/digest/${key}`, 'The edition goes on.');
  }
}
