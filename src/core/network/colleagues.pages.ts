import { Body, Get, Param, Post } from '@nestjs/common';
import { Can, Here, Me, ROLES, StepUp, type Actor } from '../access/index.js';
import { isId } from '../database/index.js';
import { NotFound } from '../errors/index.js';
import { defineNav, Form, page, Pages, redirect } from '../web/index.js';
import { GIVEN_ROLES, grantInput, type GrantInput } from './colleagues.input.js';
import { ColleaguesQueries } from './colleagues.queries.js';
import { Colleagues } from './colleagues.service.js';
import { listRow, roleModel } from './colleagues.view.js';
import type { NetworkFacts } from './facts.rules.js';
import { whatHappens } from './grants.rules.js';

defineNav({ path: 'roles', words: 'Colleagues', position: 80, permission: 'roles.read' });

const SECTION = 'Colleagues';

/** Who does what for the network. */
@Pages('roles')
export class ColleaguesPages {
  constructor(
    private readonly colleagues: Colleagues,
    private readonly queries: ColleaguesQueries,
  ) {}

  @Can('roles.read')
  @Get()
  async list(@Me() me: Actor, @Here() { zone }: NetworkFacts) {
    const all = await this.queries.all();
    const groups = GIVEN_ROLES.map((role) => ({
      words: ROLES[role].words,
      rows: all.filter((one) => one.role === role).map((one) => listRow(me, one, zone)),
    })).filter(({ rows }) => rows.length > 0);
    const model = { title: 'Colleagues', groups, mayPropose: me.may('roles.propose') };
    return page('core/network/views/roles', model);
  }

  @Can('roles.propose')
  @StepUp()
  @Get('new')
  async fresh(@Me() me: Actor, @Param() params: { network: string }) {
    const districts = await this.queries.districts();
    return page('core/network/views/role-new', {
      title: me.may('roles.grant') ? 'Invite a colleague' : 'Propose a colleague',
      section: SECTION,
      roles: GIVEN_ROLES.map((value) => ({ value, words: ROLES[value].words })),
      districts: districts.map(({ id, name }) => ({ value: id, words: name })),
      mayGrant: me.may('roles.grant'),
      act: me.may('roles.grant') ? 'Invite them' : 'Propose them',
      back: { href: `/${params.network}/roles`, words: SECTION },
    });
  }

  @Can('roles.propose')
  @StepUp()
  @Form('fresh')
  @Post()
  async grant(@Me() me: Actor, @Body({ schema: grantInput }) input: GrantInput) {
    const { roleId, way } = await this.colleagues.grant(me, input);
    const name = `${input.given} ${input.family}`;
    return redirect(
      `/roles/${roleId}`,
      `Noted: ${name} as ${ROLES[input.role].words.toLowerCase()}. ${whatHappens(way)}`,
    );
  }

  @Can('roles.read')
  @Get(':id')
  async show(@Me() me: Actor, @Param('id') id: string, @Here() { slug, zone }: NetworkFacts) {
    const role = isId(id) ? await this.queries.one(id) : undefined;
    if (!role) throw new NotFound();
    return page('core/network/views/role', {
      section: SECTION,
      back: { href: `/${slug}/roles`, words: SECTION },
      ...roleModel(me, role, zone),
    });
  }

  @Can('roles.grant')
  @StepUp()
  @Post(':id/confirmation')
  async confirm(@Me() me: Actor, @Param('id') id: string) {
    const way = await this.colleagues.confirm(me, id);
    return redirect(`/roles/${id}`, `Confirmed. ${whatHappens(way)}`);
  }

  @Can('roles.grant')
  @StepUp()
  @Post(':id/ending')
  async end(@Me() me: Actor, @Param('id') id: string) {
    const { name, words, standing } = await this.colleagues.end(me, id);
    const notice =
      standing === 'held'
        ? `${name} is no longer ${words.toLowerCase()}, from this moment on.`
        : `Withdrawn. ${name} does not become ${words.toLowerCase()}.`;
    return redirect('/roles', notice);
  }
}
