import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { pagerOf } from '../../core/web/templates/index.js';
import { Districts, isPresent } from '../districts/index.js';
import { LEGAL_FORMS } from '../legal-forms.rules.js';
import { MEMBERSHIP_STATES } from '../memberships/index.js';
import { THEMES } from '../themes.rules.js';
import { newOrganisationForm, organisationFilters, type OrganisationFilters } from './organisation.input.js';
import { mayAdd } from './organisation.rules.js';
import { stateTag } from './organisation.view.js';
import { Organisations, ORGANISATIONS_PER_PAGE as SIZE } from './organisations.service.js';

interface In {
  network: string;
}

const SECTION = 'Organisations';

/** The list of organisations, and adding one to it. */
@Can('members.list')
@Pages('organisations')
export class OrganisationsPages {
  constructor(
    private readonly organisations: Organisations,
    private readonly districts: Districts,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Me() me: Actor, @Param() { network }: In, @Query() query: unknown): Promise<PageAnswer> {
    const filters = organisationFilters.parse(query);
    const districts = await this.districts.all();
    const find = (offset: number) => this.organisations.list(me, filters, { limit: SIZE, offset, districts });
    const here = await find((filters.page - 1) * SIZE);
    // Beyond the end of a list that has become shorter, there is the beginning.
    const isBeyond = here.rows.length === 0 && filters.page > 1;
    const { rows, total } = isBeyond ? await find(0) : here;
    const names = new Map(districts.map(({ id, name }) => [id, name]));
    const { page: at, ...kept } = filters;
    return page('members/organisations/views/list', {
      title: SECTION,
      filters,
      isNarrowed: Boolean(kept.q || kept.district || kept.theme || kept.state),
      hasMore: Boolean(kept.theme || kept.state || kept.sort !== 'name'),
      rows: rows.map(({ districtIds, countyWide, state, ...row }) => ({
        ...row,
        places: [
          ...(countyWide ? ['Everywhere'] : []),
          ...districtIds.flatMap((id) => names.get(id) ?? []),
        ].join(', '),
        state: stateTag(state),
      })),
      pager: pagerOf({
        path: `/${network}/organisations`,
        query: queryOf(kept),
        page: isBeyond ? 1 : at,
        size: SIZE,
        total,
      }),
      choices: choicesOf(districts),
      may: { add: mayAdd(me), import: me.may('members.import'), export: me.may('members.export') },
      download: downloadOf(network, kept),
    });
  }

  @Can('members.edit')
  @Get('new')
  async add(@Me() _me: Actor, @Param() { network }: In): Promise<PageAnswer> {
    const today = this.clock.today();
    const districts = (await this.districts.all()).filter((one) => isPresent(one, today));
    return page('members/organisations/views/new', {
      title: 'Add an organisation',
      section: SECTION,
      back: { href: `/${network}/organisations`, words: SECTION },
      legalForms: LEGAL_FORMS.map(({ key, name }) => ({ value: key, words: name })),
      choices: choicesOf(districts),
      today,
    });
  }

  @Can('members.edit')
  @Form('add')
  @Post()
  async create(
    @Me() me: Actor,
    @Body({ schema: newOrganisationForm }) input: z.output<typeof newOrganisationForm>,
  ): Promise<RedirectAnswer> {
    const id = await this.organisations.add(me, input);
    return redirect(
      `/organisations/${id}`,
      'The organisation is in the list. Next, add the people to write to.',
    );
  }
}

/** The download holds what the list shows, on all its pages. */
function downloadOf(network: string, filters: Omit<OrganisationFilters, 'page'>): string {
  const said = Object.entries(queryOf(filters)).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return [`/${network}/organisations.csv`, new URLSearchParams(said).toString()].filter(Boolean).join('?');
}

/** The addresses of the pager keep the filters, but say nothing that goes without saying. */
function queryOf({ sort, ...filters }: Omit<OrganisationFilters, 'page'>) {
  return { ...filters, sort: sort === 'name' ? undefined : sort };
}

function choicesOf(districts: { id: string; name: string }[]) {
  return {
    districts: districts.map(({ id, name }) => ({ value: id, words: name })),
    districtFilter: [
      ...districts.map(({ id, name }) => ({ value: id, words: name })),
      { value: 'county-wide', words: 'Works everywhere' },
    ],
    themes: THEMES.map(({ key, name }) => ({ value: key, words: name })),
    states: Object.entries(MEMBERSHIP_STATES).map(([value, { words }]) => ({ value, words })),
    sorts: [
      { value: 'name', words: 'Name' },
      { value: 'newest', words: 'Newest first' },
    ],
  };
}
