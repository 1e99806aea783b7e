export { Keys, type KeyPurpose } from './keys.js';
export { parseSettings, Settings, SETTINGS } from './settings.js';
