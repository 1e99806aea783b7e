import { definePermissions } from '../core/access/index.js';

/** Of the member database, in the words of the roles page; which rows each opens, the rules of each noun say. */
definePermissions({
  'members.list': {
    words: 'See organisations and people: everywhere, in one’s districts, or one’s own organisation',
    roles: ['member', 'representative', 'development_officer', 'administrator', 'coordinator'],
  },
  'members.contacts': {
    words: 'See contact details that are not shared with all members',
    roles: ['representative', 'development_officer', 'administrator', 'coordinator'],
  },
  'members.correct': {
    words: 'Correct the records of organisations: everywhere, in one’s districts, or as their main contact',
    roles: ['member', 'development_officer', 'administrator', 'coordinator'],
  },
  'members.edit': {
    words: 'Add organisations, and add and correct people: everywhere, or in one’s districts',
    roles: ['development_officer', 'administrator', 'coordinator'],
  },
  'members.membership': {
    words: 'End and renew memberships',
    roles: ['administrator', 'coordinator'],
  },
  'members.import': { words: 'Import members', roles: ['administrator', 'coordinator'] },
  'members.export': { words: 'Export members', roles: ['administrator', 'coordinator'] },
  'districts.edit': { words: 'Add, rename, order and end districts', roles: ['coordinator'] },
});
