import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Districts } from '../districts/index.js';
import type { MembershipState } from '../memberships/index.js';
import { seesContact, seesStage, type OrganisationFacts } from './organisation.rules.js';
import { viewOrganisation, type OrganisationView } from './organisation.view.js';

/** Makes views of organisations for whoever reads them, on a page or through the API. */
@Injectable()
export class OrganisationViews {
  constructor(private readonly districts: Districts) {}

  /** Returns what somebody may see of one record. */
  async of(me: Actor, facts: OrganisationFacts, state: MembershipState | null): Promise<OrganisationView> {
    const [view] = await this.ofMany(me, [{ facts, state }]);
    return view;
  }

  /** Returns what somebody may see of these records, in their order. */
  async ofMany(
    me: Actor,
    many: { facts: OrganisationFacts; state: MembershipState | null }[],
  ): Promise<OrganisationView[]> {
    const names = new Map((await this.districts.all()).map(({ id, name }) => [id, name]));
    const districtName = (id: string) => names.get(id) ?? id;
    return many.map(({ facts, state }) => {
      const contact = seesContact(me, facts) ? 'all' : 'shared';
      return viewOrganisation(facts, { districtName, state, contact, seesStage: seesStage(me, facts) });
    });
  }
}
