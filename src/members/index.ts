export * from './audience/index.js';
