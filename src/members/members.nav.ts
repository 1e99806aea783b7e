import { defineNav } from '../core/web/index.js';

defineNav({ path: 'organisations', words: 'Organisations', position: 20, permission: 'members.list' });
