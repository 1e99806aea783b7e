export { Organisation } from './organisation.entity.js';
export {
  newOrganisation,
  organisationFilters,
  organisationInput,
  organisationPatch,
  readEmail,
  type OrganisationFilters,
  type OrganisationInput,
  type OrganisationPatch,
} from './organisation.input.js';
export { mayCorrect, seesContact, sortName, type OrganisationFacts } from './organisation.rules.js';
export { telephoneHref, type SummaryRow } from './organisation.summary.js';
export { organisationView, viewOrganisation, type OrganisationView } from './organisation.view.js';
export { STAGES } from './serving.rules.js';
export { OrganisationViews } from './organisation.views.js';
export { nextReferences } from './organisations.queries.js';
export { Organisations, ORGANISATIONS_PER_PAGE } from './organisations.service.js';
