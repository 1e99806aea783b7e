import { Forbidden } from '../errors/index.js';
import { rolesAllow } from './permissions.js';
import { hasPower, roleNames, type RoleHeld, type RoleName } from './roles.rules.js';

/** How an act reaches us; kept in the audit log. */
export type Via = 'page' | 'api' | 'command line' | 'mail' | 'job';

/** One person in one network, at this moment. Always the first argument of a verb. */
export class Actor {
  readonly roles: readonly RoleName[];

  constructor(
    readonly networkId: string,
    readonly personId: string,
    readonly accountId: string | undefined,
    readonly name: string,
    readonly held: readonly RoleHeld[],
    readonly via: Via,
  ) {
    this.roles = roleNames(held);
  }

  /** True when one of the actor's roles carries the permission. */
  may(permission: string): boolean {
    return rolesAllow(this.roles, permission);
  }

  /** True when the actor holds the role today. */
  holds(role: RoleName): boolean {
    return this.roles.includes(role);
  }

  get powerful(): boolean {
    return hasPower(this.roles);
  }

  /** The districts a role was given for; empty means every district. */
  districtsOf(role: RoleName): string[] {
    return this.held.flatMap((one) => (one.role === role && one.districtId ? [one.districtId] : []));
  }

  /** The organisations at which the actor has a part today. */
  get organisationIds(): string[] {
    return [...new Set(this.held.flatMap((one) => (one.organisationId ? [one.organisationId] : [])))];
  }
}

/** Guards a verb: throws Forbidden with the reason unless `allowed`. */
export function allow(allowed: boolean, reason?: string): asserts allowed {
  if (!allowed) throw new Forbidden(reason);
}
