export { Audit, type Subject } from './audit.js';
