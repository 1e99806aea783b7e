import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callScript, thingWords, type Sayable } from './phone-script.rules.js';

const thing = (facts: Partial<Sayable> = {}): Sayable => ({
  ...{ title: 'Holiday fund', whatItMeans: '', summary: '', body: '', facts: '' },
  ...facts,
});

describe('What a volunteer says', () => {
  it('is what a thing is called, what it means for whoever is rung, and by when', () => {
    expect(
      thingWords(
        thing({ whatItMeans: 'One form is enough.', facts: 'Funding. Closes on 18 December 2026.' }),
      ),
    ).toBe(
      'Holiday fund. What this means for you: One form is enough. The last day for it is 18 December 2026.',
    );
    expect(thingWords(thing({ summary: 'At the hall.', facts: 'Event. On 26 November 2026.' }))).toBe(
      'Holiday fund. At the hall. It is on 26 November 2026.',
    );
    expect(thingWords(thing({ summary: 'Up to £500.', facts: 'News. By 1 December 2026.' }))).toMatch(
      /The date to keep in mind is 1 December 2026\.$/,
    );
    expect(thingWords(thing({ title: 'Fund open!' }))).toBe('Fund open!');
  });

  it('never speaks as whoever wrote the item: their “we” is said as theirs', () => {
    expect(thingWords(thing({ summary: 'We have moved. Our new hall is in Ripley.' }))).toBe(
      'Holiday fund. They write: “We have moved. Our new hall is in Ripley.”',
    );
    expect(thingWords(thing({ whatItMeans: 'You can use our hall.' }))).toBe(
      'Holiday fund. What this means for you, as they write: “You can use our hall.”',
    );
    expect(thingWords(thing({ summary: 'The weather: a trust is open.' }))).not.toContain('They write');
    fc.assert(
      fc.property(fc.constantFrom('we', 'We', 'our', 'us', 'I', 'my', 'me'), fc.lorem(), (own, words) => {
        const said = thingWords(thing({ summary: `${words} ${own} ${words}` }));
        expect(said.replace(/“.*”/s, '')).not.toMatch(new RegExp(`\\b${own}\\b`));
      }),
    );
  });

  it('has no more of a long text than somebody listens to, to the end of a sentence', () => {
    const body = Array.from({ length: 40 }, (_, at) => `Sentence ${at} is here.`).join(' ');
    const said = thingWords(thing({ body }));
    expect(said.length).toBeLessThan(440);
    expect(said).toMatch(/is here\.$/);
  });

  it('says who rings and for which network, what to do with questions, and how the calls stop', () => {
    const script = callScript({
      network: 'GRID',
      volunteer: 'Joan Ackroyd',
      contact: 'telephone 01332 000111',
    });
    expect(script.opening).toContain('my name is Joan Ackroyd. I am a volunteer, and I am ringing for GRID');
    expect(script.questions).toContain('telephone 01332 000111');
    expect(script.stop).toContain('tick “Do not ring again”');
    const bare = callScript({ network: 'GRID', volunteer: null, contact: '' });
    expect(bare.opening).toContain('my name is ….');
    expect(bare.questions).toContain('whoever gave you this list');
  });
});
