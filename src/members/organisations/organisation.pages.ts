import { Get, Param, Query } from '@nestjs/common';
import { allow, Can, Me, type Actor } from '../../core/access/index.js';
import { page, Pages, type PageAnswer } from '../../core/web/index.js';
import { pagerOf, sayDate } from '../../core/web/templates/index.js';
import { ContactPoints } from '../contact-points/index.js';
import { Figures, FIGURE_WORDS, figureWords, latestFigures, type Figure } from '../figures/index.js';
import { CHANGES_PER_PAGE, History } from '../history/index.js';
import {
  canEnd,
  canRenew,
  latestOf,
  LEAVING_REASONS,
  mayDecideMembership,
  Memberships,
  type Membership,
} from '../memberships/index.js';
import { mayEditPeopleAt, Roles, type RoleShown } from '../roles/index.js';
import {
  FIELD_WORDS,
  mayCorrect,
  mayPlace,
  seesContact,
  type OrganisationFacts,
} from './organisation.rules.js';
import { contactRows, detailRows, placeRows, sizeWords, telephoneHref } from './organisation.summary.js';
import { stateTag } from './organisation.view.js';
import { OrganisationViews } from './organisation.views.js';
import { Organisations } from './organisations.service.js';

interface In {
  network: string;
  id: string;
}

const CHANGES_SHOWN = 5;

/** One organisation's record, and its history. */
@Can('members.list')
@Pages('organisations/:id')
export class OrganisationPages {
  constructor(
    private readonly organisations: Organisations,
    private readonly views: OrganisationViews,
    private readonly memberships: Memberships,
    private readonly roles: Roles,
    private readonly figures: Figures,
    private readonly contactPoints: ContactPoints,
    private readonly history: History,
  ) {}

  @Get()
  async show(@Me() me: Actor, @Param() { network, id }: In): Promise<PageAnswer> {
    const facts = await this.organisations.find(me, id);
    const periods = await this.memberships.of(id);
    const latest = latestOf(periods);
    const view = await this.views.of(me, facts, latest?.state ?? null);
    const may = mayOf(me, facts, latest);
    return page('members/organisations/views/show', {
      title: view.name,
      caption: 'Organisation',
      section: 'Organisations',
      back: { href: `/${network}/organisations`, words: 'Organisations' },
      ...{ id, may },
      state: stateTag(latest?.state ?? null),
      rows: { details: detailRows(view), places: placeRows(view), contact: contactRows(view) },
      membership: membershipWords(periods, may.correct),
      size: sizeWords(view),
      figures: figuresShown(await this.figures.of(id)),
      people: await this.#people(me, facts),
      changes: may.correct ? shown((await this.history.of(id, 1, CHANGES_SHOWN)).changes) : [],
    });
  }

  async #people(me: Actor, facts: OrganisationFacts) {
    const roles = await this.roles.at(facts.id);
    const held = await this.contactPoints.heldAmong(roles.map(({ personId }) => personId));
    return peopleOf(roles, me, { all: seesContact(me, facts), held: new Set(held.keys()) });
  }

  @Can('members.correct')
  @Get('history')
  async changes(
    @Me() me: Actor,
    @Param() { network, id }: In,
    @Query('page') at: unknown,
  ): Promise<PageAnswer> {
    const facts = await this.organisations.find(me, id);
    allow(mayCorrect(me, facts));
    const number = Math.min(Math.max(1, Number.parseInt(String(at), 10) || 1), 100_000);
    const { changes, total } = await this.history.of(id, number);
    const path = `/${network}/organisations/${id}`;
    return page('members/history/views/page', {
      title: `Changes to ${facts.name}`,
      section: 'Organisations',
      back: { href: path, words: facts.name },
      changes: shown(changes),
      pager: pagerOf({ path: `${path}/history`, page: number, size: CHANGES_PER_PAGE, total }),
    });
  }
}

function mayOf(me: Actor, facts: OrganisationFacts, latest: Membership | undefined) {
  const decides = mayDecideMembership(me);
  return {
    correct: mayCorrect(me, facts),
    place: mayPlace(me, facts),
    editPeople: mayEditPeopleAt(me, facts),
    end: decides && canEnd(latest),
    renew: decides && canRenew(latest),
  };
}

function membershipWords(periods: Membership[], seesReason: boolean): string[] {
  return periods.map(({ state, validFrom, validTo, reason }) => {
    const why = seesReason && reason ? LEAVING_REASONS[reason as keyof typeof LEAVING_REASONS] : undefined;
    const until = validTo ? ` to ${sayDate(validTo)}` : '';
    return `${stateTag(state).words}: ${until ? 'from' : 'since'} ${sayDate(validFrom)}${until}.${why ? ` ${why}.` : ''}`;
  });
}

function figuresShown(figures: Figure[]) {
  return latestFigures(figures).map((figure) => {
    const when = figure.yearEnd
      ? `year to ${sayDate(figure.yearEnd)}`
      : `noted on ${sayDate(figure.notedOn)}`;
    return { what: FIGURE_WORDS[figure.kind], words: figureWords(figure), when };
  });
}

/** Contact details of a person are shown to those who see them all, and otherwise where the person shares them. */
function peopleOf(roles: RoleShown[], me: Actor, { all, held }: { all: boolean; held: Set<string> }) {
  const shown = roles.map(({ contact, share, ...role }) => {
    const sees = all || share || role.personId === me.personId;
    const telephone = contact.mobile ?? contact.telephone;
    return {
      ...role,
      email: sees ? contact.email : undefined,
      isHeld: sees && held.has(role.personId),
      telephone: sees && telephone ? { words: telephone, href: telephoneHref(telephone) } : undefined,
    };
  });
  return {
    now: shown.filter(({ isPresent }) => isPresent),
    before: shown.filter(({ isPresent }) => !isPresent),
  };
}

function shown<Row extends { field: string }>(changes: Row[]): Row[] {
  return changes.map((change) => ({ ...change, field: FIELD_WORDS[change.field] ?? change.field }));
}
