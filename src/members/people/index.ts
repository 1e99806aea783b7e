export { Addresses } from './addresses.service.js';
export { Person } from './person.entity.js';
export {
  newPersonAt,
  personInput,
  personPatch,
  type NewPerson,
  type PersonInput,
  type PersonPatch,
} from './person.input.js';
export {
  CHANNELS,
  needsCheck,
  maySee,
  mayEdit,
  mayMove,
  personName,
  seesContactOf,
  type PersonFacts,
} from './person.rules.js';
export { personView, type PersonView } from './person.view.js';
export { People } from './people.service.js';
