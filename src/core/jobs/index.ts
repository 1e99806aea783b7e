export { Job, Sweep } from './decorators.js';
export { Jobs, type Postcard } from './jobs.js';
export { JobRunner } from './runner.js';
