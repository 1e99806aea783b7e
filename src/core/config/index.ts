export { Keys, type KeyPurpose } from './keys.js';
export { listSettings, type SettingFacts } from './list.js';
export { SETTINGS } from './schema.js';
export { parseSettings, Settings } from './settings.js';
