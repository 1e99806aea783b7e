export * from './contracts.js';
export { Contributions } from './contributions.js';
