import { definePermissions } from '../../access/index.js';

definePermissions({
  'inbox.read': {
    words: 'Read and answer what is written to the network by mail',
    roles: ['administrator', 'coordinator'],
  },
  'mail.decide': {
    words: 'Say what is to become of e-mails that came back, and of complaints',
    roles: ['coordinator'],
  },
});
