export { Keys, type KeyPurpose } from './keys.js';
export { listSettings, type SettingFacts } from './list.js';
export { parseSettings, Settings, SETTINGS } from './settings.js';
