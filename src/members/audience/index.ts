export { AUDIENCE_ROLES } from './audience.roles.rules.js';
export { Audience } from './audience.js';
export { AudienceModule } from './audience.module.js';
export {
  oneMailbox,
  type AudienceOrganisation,
  type AudiencePerson,
  type AudienceStatus,
  type Mailbox,
} from './audience.rules.js';
