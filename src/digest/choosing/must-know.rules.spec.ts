import { describe, expect, it } from '@jest/globals';
import { mustKnowProblem } from './must-know.rules.js';

describe('What everybody must know', () => {
  it('is at most two items a week', () => {
    expect(mustKnowProblem([], 2)).toBeUndefined();
    expect(mustKnowProblem(['New law', 'Flood'], 0)).toBeUndefined();
    expect(mustKnowProblem(['New law'], 1)).toBeUndefined();
  });

  it('is refused when it is more, with what to do', () => {
    expect(mustKnowProblem(['New law', 'Flood', 'Fees'], 0)).toBe(
      'At most two items a week are for everybody to know. Here are “New law”, “Flood” and “Fees”. Take one out, or take its mark off in the article.',
    );
    expect(mustKnowProblem(['Fees'], 2)).toBe(
      'At most two items a week are for everybody to know. Here is “Fees”, and 2 went out before it this week. Take one out, or take its mark off in the article.',
    );
  });
});
