export { Actor, allow, type Via } from './actor.js';
export { Routes, type RouteFacts } from './boot-check.js';
export {
  clearCookie,
  NOTICE_COOKIE,
  PENDING_COOKIE,
  readCookie,
  SESSION_COOKIE,
  setCookie,
} from './cookies.js';
export {
  BeforeSession,
  Can,
  FromAnywhere,
  Here,
  Me,
  PartOf,
  Public,
  Self,
  SignedIn,
  StepUp,
  type Entry,
} from './decorators.js';
export { formText, formTicks, neededText, typedAddress } from './form-text.js';
export { formToken } from './forgery.js';
export { AccessGuard, SetUpFirst, WhoIsIt } from './guard.js';
export { Limits, type Limit } from './limits.js';
export { definePermissions, isPermission, permissionMatrix, type Permission } from './permissions.js';
export { addressPrefix } from './prefix.rules.js';
export { prefixOf, Recognition } from './recognition.js';
export type { FolkmootRequest, SessionFacts } from './request.js';
export {
  GUARDED_ROLES,
  hasPower,
  isRoleName,
  ROLES,
  roleNames,
  type RoleHeld,
  type RoleName,
} from './roles.rules.js';
export * from './session.rules.js';
