import { definePermissions } from '../../access/index.js';

definePermissions({
  'audit.read': {
    words: 'Read the log of who did what',
    roles: ['administrator', 'coordinator', 'partner'],
  },
});
