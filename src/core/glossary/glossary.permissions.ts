import { definePermissions } from '../access/index.js';

definePermissions({
  'glossary.read': {
    words: 'Read what short forms stand for',
    roles: [
      'member',
      'representative',
      'development_officer',
      'administrator',
      'coordinator',
      'treasurer',
      'partner',
      'chair',
    ],
  },
  'glossary.write': {
    words: 'Add, change and take out short forms',
    roles: ['development_officer', 'administrator', 'coordinator'],
  },
});
