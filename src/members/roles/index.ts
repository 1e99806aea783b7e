export { Role } from './role.entity.js';
export { roleInput, type RoleInput } from './role.input.js';
export { mayEditPeopleAt, ROLE_KINDS, roleWords, type RoleKind } from './role.rules.js';
export type { RoleShown } from './roles.queries.js';
export { Roles } from './roles.service.js';
