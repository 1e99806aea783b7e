import { defineNav } from '../core/web/index.js';

defineNav({
  path: 'organisations',
  also: ['members/import', 'people'],
  words: 'Organisations',
  position: 20,
  permission: 'members.list',
});
