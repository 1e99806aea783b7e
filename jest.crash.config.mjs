import base from './jest.config.mjs';

/** Processes and databases are killed here, which takes minutes: `npm run test:crash`. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/crash/**/*.e2e.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
