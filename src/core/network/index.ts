export type { Model, NetworkFacts } from './facts.js';
