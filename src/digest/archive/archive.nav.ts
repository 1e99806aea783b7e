import { defineNav, defineOpenPage } from '../../core/web/index.js';
import { isArchiveOpen } from './archive.settings.js';

defineNav({
  path: 'digest/archive',
  also: ['digest/sent'],
  words: 'Archive',
  position: 13,
  module: 'digest',
  permission: 'archive.read',
});

defineOpenPage({
  path: 'digest/archive',
  words: 'What we have sent out',
  position: 10,
  module: 'digest',
  isOpen: isArchiveOpen,
  feed: 'digest/feed.atom',
});
