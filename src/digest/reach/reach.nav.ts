import { defineNav } from '../../core/web/index.js';

defineNav({ path: 'reach', words: 'Reach', position: 14, module: 'digest', permission: 'reach.read' });
