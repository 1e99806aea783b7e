import { definePermissions } from '../../core/access/index.js';

definePermissions({
  'reach.read': {
    words: 'See whom editions have reached, and print and telephone for those without e-mail',
    roles: ['development_officer', 'administrator', 'coordinator'],
  },
  'reach.keep': {
    words: 'Mark who was reached on paper, and make lists for telephoning',
    roles: ['administrator', 'coordinator'],
  },
});
