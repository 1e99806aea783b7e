import { defineNav } from '../../core/web/index.js';

defineNav({
  path: 'digest/archive',
  also: ['digest/sent'],
  words: 'Archive',
  position: 13,
  module: 'digest',
  permission: 'archive.read',
});
