export { openEmbedded, type Embedded, type EmbeddedOptions } from './open-embedded.js';
export { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.js';
export { prepareDatabase, socketUrl } from './roles.js';
export { stateSecret } from './secret.js';
export { checkServerVersion } from './server-version.js';
export { StartProblem } from '../../errors/index.js';
