export type { Model, NetworkFacts } from './facts.rules.js';
export { Colleagues } from './colleagues.service.js';
export { foundingInput, type FoundingInput } from './founding.input.js';
export { Founding, type Founded } from './founding.service.js';
export { MODELS } from './models.rules.js';
export { settingOf } from './settings.rules.js';
export { NetworkModule } from './network.module.js';
