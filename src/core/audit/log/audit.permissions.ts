import { definePermissions } from '../../access/index.js';

definePermissions({
  'audit.read': {
    words: 'Read the log of who did what',
    roles: ['administrator', 'coordinator', 'partner'],
  },
  'audit.personal': {
    words: 'Read in the log what single people have chosen, and how they can be reached',
    roles: ['administrator', 'coordinator'],
  },
});
