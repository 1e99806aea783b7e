export { Db, HOUSE } from './db.js';
export { isRunning, ownIdentity, type ProcessIdentity } from './embedded/index.js';
export { isId, newId, randomId } from './ids.js';
export { migrateDatabase } from './migrate.js';
export { APPEND_ONLY, CLOSED } from './grants.js';
export { DatabaseUrls } from './urls.js';
export { openDatabase, type OpenDatabase } from './open.js';
export { inScope } from './scope.js';
