import { definePermissions } from './permissions.js';

definePermissions({
  'api.use': { words: 'Use the API with a token of one’s own', roles: ['administrator', 'coordinator'] },
});
