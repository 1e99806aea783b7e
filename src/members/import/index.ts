export { readMembers } from './existing.js';
export type { ImportFile } from './import-file.js';
export { Imports } from './imports.service.js';
export { ImportReadings } from './readings.js';
