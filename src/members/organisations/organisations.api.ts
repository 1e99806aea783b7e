import { Body, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Api, Describe } from '../../core/web/index.js';
import { apiList } from '../boxes.js';
import { nextAddress } from '../cursor.rules.js';
import { latestOf, Memberships } from '../memberships/index.js';
import { newOrganisation, organisationFilters, organisationPatch } from './organisation.input.js';
import { organisationView, type OrganisationView } from './organisation.view.js';
import { OrganisationViews } from './organisation.views.js';
import { Organisations } from './organisations.service.js';

interface In {
  network: string;
  id: string;
}

const listQuery = apiList.extend({
  q: organisationFilters.shape.q.optional(),
  district: z.string().max(200).optional().describe('its id, code or name, or county-wide'),
  theme: z.string().max(60).optional().describe('the key of a theme'),
  state: z.enum(['applied', 'active', 'due', 'lapsed', 'left', 'refused']).optional(),
});

/** Organisations for programs. */
@Api('organisations')
export class OrganisationsApi {
  constructor(
    private readonly organisations: Organisations,
    private readonly memberships: Memberships,
    private readonly views: OrganisationViews,
  ) {}

  @Describe({ summary: 'Lists organisations by name', answer: organisationView, list: true })
  @Can('members.list')
  @Get()
  async list(
    @Me() me: Actor,
    @Param() { network }: In,
    @Query({ schema: listQuery }) { limit, after, ...filters }: z.output<typeof listQuery>,
  ): Promise<{ items: OrganisationView[]; next: string | null }> {
    const { rows, items } = await this.organisations.read(me, filters, { limit, after });
    return {
      items: await this.views.ofMany(me, items),
      next: nextAddress(`/api/v1/${network}/organisations`, { ...filters, limit }, rows, limit),
    };
  }

  @Describe({ summary: 'Reads one organisation', answer: organisationView })
  @Can('members.list')
  @Get(':id')
  async get(@Me() me: Actor, @Param('id') id: string): Promise<OrganisationView> {
    const facts = await this.organisations.find(me, id);
    const latest = latestOf(await this.memberships.of(id));
    return this.views.of(me, facts, latest?.state ?? null);
  }

  @Describe({ summary: 'Adds an organisation', answer: organisationView, status: 201 })
  @Can('members.edit')
  @Post()
  async add(
    @Me() me: Actor,
    @Body({ schema: newOrganisation }) input: z.output<typeof newOrganisation>,
  ): Promise<OrganisationView> {
    return this.get(me, await this.organisations.add(me, input));
  }

  @Describe({ summary: 'Corrects fields of an organisation', answer: organisationView })
  @Can('members.correct')
  @Patch(':id')
  async correct(
    @Me() me: Actor,
    @Param('id') id: string,
    @Body({ schema: organisationPatch }) { version, ...input }: z.output<typeof organisationPatch>,
  ): Promise<OrganisationView> {
    await this.organisations.correct(me, id, input, version);
    return this.get(me, id);
  }
}
