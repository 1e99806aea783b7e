import { defineNav } from '../core/web/index.js';

defineNav({ path: 'digest', words: 'Digest', position: 10, module: 'digest', permission: 'digest.read' });
defineNav({
  path: 'articles',
  words: 'Articles',
  position: 12,
  module: 'digest',
  permission: 'articles.read',
});
