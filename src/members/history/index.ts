export { Change } from './change.entity.js';
export { differences, type FieldChange } from './history.rules.js';
export { CHANGES_PER_PAGE, History, type ChangeShown } from './history.service.js';
