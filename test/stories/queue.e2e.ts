import { describe } from '@jest/globals';
import { queueStory } from '../support/queue-story.js';

describe('The queue on PostgreSQL', () => {
  queueStory(() => ({}));
});
