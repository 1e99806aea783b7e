export { QuarantineModule } from './quarantine.module.js';
export { Quarantine, type Standing } from './quarantine.service.js';
