import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayDate } from '../../core/web/templates/index.js';
import { districtEndForm, districtForm, districtNameForm, districtOrderForm } from './district.input.js';
import { foundIn, isPresent } from './district.rules.js';
import { viewDistricts } from './district.view.js';
import { Districts } from './districts.service.js';
import { shippedDistricts } from './shipped.js';

interface In {
  network: string;
  id: string;
}

const SECTION = 'Settings';
const HOME = '/settings/districts';

/** The districts among the network's settings. */
@Can('districts.edit')
@Pages('settings/districts')
export class DistrictsPages {
  constructor(
    private readonly districts: Districts,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(): Promise<PageAnswer> {
    const districts = viewDistricts(await this.districts.all(), this.clock.today());
    return page('members/districts/views/list', { title: 'Districts', section: SECTION, districts });
  }

  @Get('new')
  async add(@Me() _me: Actor, @Param() params: In, @Query() query: { q?: unknown }): Promise<PageAnswer> {
    const q = typeof query.q === 'string' ? query.q : '';
    const here = new Set((await this.districts.all()).map(({ gss }) => gss));
    const found = foundIn(shippedDistricts(), q).filter(({ gss }) => !here.has(gss));
    return this.#page(params, 'new', { title: 'Add a district', q, found: found.map(choiceOf) });
  }

  @Form('add')
  @Post()
  async create(
    @Me() me: Actor,
    @Body({ schema: districtForm }) input: z.output<typeof districtForm>,
  ): Promise<RedirectAnswer> {
    await this.districts.add(me, input);
    return redirect(HOME, 'The district has been added, at the end of the list.');
  }

  @Post('order')
  async reorder(
    @Me() me: Actor,
    @Body({ schema: districtOrderForm }) numbers: Record<string, string>,
  ): Promise<RedirectAnswer> {
    await this.districts.reorder(me, numbers);
    return redirect(HOME, 'The new order is kept.');
  }

  @Get(':id/name')
  async name(@Me() _me: Actor, @Param() params: In): Promise<PageAnswer> {
    const district = await this.districts.find(params.id);
    return this.#page(params, 'name', { title: `Rename ${district.name}`, district });
  }

  @Form('name')
  @Post(':id/name')
  async rename(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: districtNameForm }) { name }: z.output<typeof districtNameForm>,
  ): Promise<RedirectAnswer> {
    await this.districts.rename(me, id, name);
    return redirect(HOME, `The district is called ${name} now.`);
  }

  @Get(':id/ending')
  async ending(@Me() _me: Actor, @Param() params: In): Promise<PageAnswer> {
    const district = await this.districts.find(params.id);
    const today = this.clock.today();
    const others = (await this.districts.all()).filter(
      (one) => one.id !== params.id && isPresent(one, today),
    );
    const items = others.map(({ id, name }) => ({ value: id, words: name }));
    return this.#page(params, 'ending', { title: `End ${district.name}`, district, items });
  }

  @Form('ending')
  @Post(':id/ending')
  async end(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: districtEndForm }) input: z.output<typeof districtEndForm>,
  ): Promise<RedirectAnswer> {
    await this.districts.end(me, id, input.endsOn!, input.successors);
    return redirect(HOME, 'The end of the district is noted. Its records are kept.');
  }

  #page({ network }: In, view: string, model: { title: string; [key: string]: unknown }): PageAnswer {
    const back = { href: `/${network}${HOME}`, words: 'Districts' };
    return page(`members/districts/views/${view}`, { section: SECTION, back, ...model });
  }
}

function choiceOf({ gss, name, kind, to }: ReturnType<typeof foundIn>[number]) {
  const hint = `${kind.replace('_', ' ')}, ${gss}${to ? `, ended on ${sayDate(to)}` : ''}`;
  return { value: gss, words: name, hint };
}
