import { describe } from '@jest/globals';
import { queueStory } from '../support/queue-story.js';

const url = process.env.FOLKMOOT_TEST_REDIS_URL;

/** `.ci/run` starts a Redis of its own for this; elsewhere the stories are reported as skipped. */
(url ? describe : describe.skip)('The queue on Redis', () => {
  queueStory(() => ({ REDIS_URL: url! }));
});
