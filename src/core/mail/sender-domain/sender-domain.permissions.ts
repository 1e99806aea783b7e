import { definePermissions } from '../../access/index.js';

definePermissions({
  'mail.domain': {
    words: 'See whether receivers believe the mail that is sent',
    roles: ['administrator', 'coordinator'],
  },
});
