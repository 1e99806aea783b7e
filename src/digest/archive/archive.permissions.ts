import { definePermissions } from '../../core/access/index.js';

definePermissions({
  'archive.read': {
    words: 'Read every edition that has gone out, in full',
    roles: [
      'member',
      'representative',
      'development_officer',
      'administrator',
      'coordinator',
      'treasurer',
      'chair',
    ],
  },
});
