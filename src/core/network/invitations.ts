import { Injectable } from '@nestjs/common';
import { ROLES, SECOND_FACTOR_GRACE_DAYS, type RoleName } from '../access/index.js';
import { Settings } from '../config/index.js';
import { Db } from '../database/index.js';
import { Post, shortLetter, type Passage } from '../mail/index.js';
import { sayDateTime } from '../web/templates/index.js';
import { guardedRoleLetter, invitationLetter, withdrawalLetter } from './emails.rules.js';
import { People } from './people.js';

interface Given {
  personId: string;
  role: RoleName;
  district: string | null;
  /** Null when it holds already; pg reads 'infinity' as a number. */
  takesEffectAt: Date | number | null;
  by: string | null;
  slug: string;
  network: string;
  zone: string;
}

/** Letters about roles: to who was given one, and to the co-ordinators when a guarded one is about to be. */
@Injectable()
export class Invitations {
  constructor(
    private readonly db: Db,
    private readonly post: Post,
    private readonly people: People,
    private readonly settings: Settings,
  ) {}

  /** Tells the person who was given this role, when they have an address. */
  async send(roleId: string): Promise<void> {
    const given = await this.#given(roleId);
    const { name, email } = await this.people.reach(given.personId);
    if (!email) return;
    const letter = invitationLetter({
      network: given.network,
      role: roleWords(given),
      since: given.takesEffectAt instanceof Date ? `from ${moment(given)}` : 'from today',
      by: given.by ?? undefined,
      address: email,
      link: `${this.settings.baseUrl}/${given.slug}`,
      secondFactorDays: ROLES[given.role].power ? SECOND_FACTOR_GRACE_DAYS : undefined,
    });
    await this.#post({ address: email, name, personId: given.personId }, given.network, letter);
  }

  /** Tells somebody that a role they were promised is not to be. */
  async withdraw(roleId: string): Promise<void> {
    const given = await this.#given(roleId);
    const { name, email } = await this.people.reach(given.personId);
    if (!email) return;
    const link = `${this.settings.baseUrl}/${given.slug}/help`;
    const letter = withdrawalLetter({ network: given.network, role: roleWords(given), link });
    await this.#post({ address: email, name, personId: given.personId }, given.network, letter);
  }

  /** Tells every co-ordinator that a guarded role waits for confirmation, or for its day. */
  async warnCoordinators(roleId: string): Promise<void> {
    const given = await this.#given(roleId);
    const { name: who } = await this.people.reach(given.personId);
    const letter = guardedRoleLetter({
      network: given.network,
      by: given.by ?? 'Somebody',
      who,
      role: roleWords(given),
      when: given.takesEffectAt instanceof Date ? `at ${moment(given)}` : undefined,
      link: `${this.settings.baseUrl}/${given.slug}/roles/${roleId}`,
    });
    const coordinators = await this.db.query<{ id: string }>(
      `select distinct person_id as id from role where role = 'coordinator' and organisation_id is null
         and (valid_to is null or valid_to > app_now()::date) and (takes_effect_at is null or takes_effect_at <= app_now())`,
    );
    for (const { id } of coordinators) {
      const { name, email } = await this.people.reach(id);
      if (email) await this.#post({ address: email, name, personId: id }, given.network, letter);
    }
  }

  async #given(roleId: string): Promise<Given> {
    const found = await this.db.one<Given>(
      `select r.person_id as "personId", r.role, d.name as district, r.takes_effect_at as "takesEffectAt",
         trim(g.given || ' ' || g.family) as by, n.slug, n.name as network, n.zone
       from role r join network n on n.id = r.network_id
       left join district d on d.id = r.district_id
       left join person g on g.id = coalesce(r.granted_by, r.proposed_by)
       where r.id = $1`,
      [roleId],
    );
    return found!;
  }

  async #post(
    to: { address: string; name: string; personId: string },
    network: string,
    { subject, passages }: { subject: string; passages: Passage[] },
  ): Promise<void> {
    await this.post.toOne(to, {
      kind: 'notice',
      subject,
      fromName: network,
      fromLocal: 'notices',
      resend: 'ask',
      piece: shortLetter(passages),
    });
  }
}

function roleWords({ role, district }: Given): string {
  const words = ROLES[role].words;
  const small = words.charAt(0).toLowerCase() + words.slice(1);
  return district ? `${small} for ${district}` : small;
}

function moment({ takesEffectAt, zone }: Given): string {
  return sayDateTime(takesEffectAt as Date, zone);
}
