import type { RoleName } from './roles.rules.js';

/** A permission in words, and the roles whose holders have it. */
export interface Permission {
  words: string;
  roles: readonly RoleName[];
}

const known = new Map<string, Permission>();

/** Adds a module's permissions to the matrix; called once per module at load. Throws when a name is taken. */
export function definePermissions(permissions: Record<string, Permission>): void {
  for (const [name, permission] of Object.entries(permissions)) {
    if (known.has(name)) throw new Error(`The permission ${name} is defined twice.`);
    known.set(name, permission);
  }
}

/** Returns the whole matrix, sorted by name: what `folkmoot permissions` prints and the tests assert. */
export function permissionMatrix(): [string, Permission][] {
  return [...known].sort(([a], [b]) => a.localeCompare(b));
}

/** True when a module has defined the permission. */
export function isPermission(name: string): boolean {
  return known.has(name);
}

/** True when one of the roles carries the permission; unknown permissions are never granted. */
export function rolesAllow(names: readonly RoleName[], permission: string): boolean {
  return known.get(permission)?.roles.some((role) => names.includes(role)) ?? false;
}
