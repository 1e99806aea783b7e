export { Membership } from './membership.entity.js';
export {
  canEnd,
  canRenew,
  latestOf,
  LEAVING_REASONS,
  mayDecideMembership,
  MEMBERSHIP_STATES,
  type MembershipState,
} from './membership.rules.js';
export { Memberships } from './memberships.service.js';
