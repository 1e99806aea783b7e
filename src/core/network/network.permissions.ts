import { definePermissions } from '../access/index.js';

definePermissions({
  'network.settings': { words: 'Change the settings of the network', roles: ['coordinator'] },
  'people.erase': { words: 'Erase what is held about a person', roles: ['coordinator'] },
  'roles.read': { words: 'See who does what for the network', roles: ['administrator', 'coordinator'] },
  'roles.propose': { words: 'Propose a colleague for a role', roles: ['administrator', 'coordinator'] },
  'roles.grant': { words: 'Give, confirm and end roles', roles: ['coordinator'] },
});
