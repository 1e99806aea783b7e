import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  choiceFrom,
  choiceWords,
  lessOf,
  missedIn,
  moreOf,
  offerOf,
  settled,
  type Frequency,
  type ReadingChoice,
} from './reading.rules.js';

const OFFER = offerOf({});
const ALL = offerOf({ members: { frequencies: 'all' } });
const DEFAULT = choiceFrom(undefined, { stopped: false, paper: false }, OFFER);

const step = ({ frequency, minutes }: ReadingChoice) => [frequency, minutes];

const choices = (frequencies: readonly Frequency[]) =>
  fc
    .record({
      frequency: fc.constantFrom(...frequencies),
      minutes: fc.constantFrom(2 as const, 5 as const, 10 as const, null),
      ...{ lean: fc.boolean(), paper: fc.boolean(), largePrint: fc.boolean() },
    })
    .map(settled);

describe('How somebody who has chosen nothing is written to', () => {
  it('is every week, by e-mail, five minutes of reading', () => {
    expect(DEFAULT).toEqual({
      frequency: 'weekly',
      minutes: 5,
      ...{ lean: false, paper: false, largePrint: false },
    });
    expect(choiceWords(DEFAULT)).toBe('Every week, 5 minutes of reading');
  });

  it('is as long as the network says', () => {
    const everything = offerOf({ members: { minutes: 'all' } });
    expect(choiceFrom(undefined, { stopped: false, paper: false }, everything).minutes).toBeNull();
    expect(offerOf({ members: { minutes: '2' } }).minutes).toBe(2);
    expect(offerOf({ members: { minutes: 'nonsense' } }).minutes).toBe(5);
  });

  it('is never daily or at once where the network does not offer it', () => {
    const kept = { frequency: 'daily' as const, minutes: null, lean: true, largePrint: false };
    expect(choiceFrom(kept, { stopped: false, paper: false }, OFFER)).toMatchObject({
      ...{ frequency: 'weekly', minutes: 5, lean: true },
    });
    expect(choiceFrom(kept, { stopped: false, paper: false }, ALL).frequency).toBe('daily');
  });

  it('is weekly where two people approve, and what they chose before is known', () => {
    const offer = offerOf({ members: { frequencies: 'all' }, digest: { second: 'two' } });
    expect(offer.frequencies).toEqual(['weekly', 'none']);
    const kept = { frequency: 'monthly' as const, minutes: 10, lean: false, largePrint: false };
    const choice = choiceFrom(kept, { stopped: false, paper: false }, offer);
    expect([choice.frequency, missedIn(kept, offer), missedIn(kept, ALL)]).toEqual([
      'weekly',
      'monthly',
      undefined,
    ]);
    expect(lessOf(lessOf(lessOf(choice, offer.frequencies), offer.frequencies), offer.frequencies)).toEqual({
      ...choice,
      minutes: 2,
    });
  });

  it('is not at all where they have stopped it, and the rest is remembered', () => {
    const kept = { frequency: 'monthly' as const, minutes: 0, lean: false, largePrint: true };
    expect(choiceFrom(kept, { stopped: true, paper: true }, OFFER)).toEqual({
      ...{ frequency: 'none', minutes: null, lean: false, paper: true, largePrint: true },
    });
  });
});

describe('The words LESS and MORE', () => {
  it('make the digest shorter first, and then come less often', () => {
    const steps = [DEFAULT];
    for (let n = 0; n < 8; n++) steps.push(lessOf(steps[n], OFFER.frequencies));
    expect(steps.map(step)).toEqual([
      ...[
        ['weekly', 5],
        ['weekly', 2],
        ['monthly', null],
        ['monthly', 10],
        ['monthly', 5],
      ],
      ...[
        ['monthly', 2],
        ['monthly', 2],
        ['monthly', 2],
        ['monthly', 2],
      ],
    ]);
  });

  it('reach daily and at once only where the network offers them', () => {
    const most = (offer: readonly Frequency[]) => {
      let choice = DEFAULT;
      for (let n = 0; n < 20; n++) choice = moreOf(choice, offer);
      return step(choice);
    };
    expect(most(OFFER.frequencies)).toEqual(['weekly', null]);
    expect(most(ALL.frequencies)).toEqual(['immediate', null]);
  });

  it('never stop the list, and MORE begins it again', () => {
    const stopped = { ...DEFAULT, frequency: 'none' as const };
    expect(lessOf(stopped)).toEqual(stopped);
    expect(moreOf(stopped)).toEqual(DEFAULT);
  });

  it.each([OFFER, ALL])('undo each other everywhere but at the ends', ({ frequencies }) => {
    const offered = frequencies.filter((one) => one !== 'none');
    fc.assert(
      fc.property(choices(offered), (choice) => {
        const less = lessOf(choice, frequencies);
        const more = moreOf(choice, frequencies);
        if (choiceWords(less) !== choiceWords(choice)) expect(moreOf(less, frequencies)).toEqual(choice);
        if (choiceWords(more) !== choiceWords(choice)) expect(lessOf(more, frequencies)).toEqual(choice);
      }),
    );
  });

  it.each([OFFER, ALL])('never go beyond what is offered, and change nothing else', ({ frequencies }) => {
    const offered = frequencies.filter((one) => one !== 'none');
    const words = fc.array(fc.constantFrom(lessOf, moreOf));
    fc.assert(
      fc.property(choices(offered), words, (choice, said) => {
        const after = said.reduce((held, word) => word(held, frequencies), choice);
        const { lean, paper, largePrint } = choice;
        expect(after).toMatchObject({ lean, paper, largePrint });
        expect(offered).toContain(after.frequency);
      }),
    );
  });
});
