export { Change } from './change.entity.js';
export { differences, wayWords, type FieldChange } from './history.rules.js';
export { CHANGES_PER_PAGE, History, type ChangeShown } from './history.service.js';
