import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooser, readershipKey, type Chosen } from './choose.rules.js';
import { council, item, playgroup, unknown, words, youthClub } from '../../../test/support/choosing.js';
import { RULES, standingOf } from './precedence.rules.js';

describe('Choosing, for any week and any mailbox,', () => {
  const district = fc.subarray(['av', 'bo', 'ch', 'dd']);
  const theme = fc.subarray(['early', 'youth', 'bme', 'arts']);
  const ages = fc.tuple(fc.nat(18), fc.nat(7)).map(([from, more]) => ({ from, to: from + more }));
  const choosable = fc.record({
    kind: fc.constantFrom('news', 'event', 'funding'),
    districtIds: district,
    themes: theme,
    closesOn: fc.constantFrom(null, '2026-11-19', '2026-11-20', '2026-12-04', '2026-12-05'),
    mustKnow: fc.boolean(),
    position: fc.integer({ min: 0, max: 3 }),
    ages: fc.option(ages, { nil: undefined }),
    sizes: fc.subarray(['micro', 'small', 'large']),
    stages: fc.subarray([1, 2, 3]),
    roles: fc.oneof(fc.constant([]), fc.subarray(['trustee', 'chair'])),
  });
  const weeks = fc
    .array(choosable, { maxLength: 12 })
    .map((all) => all.map((one, at) => ({ ...one, key: `k${at}` })));
  const mailboxes = fc.record({
    ...{ districtIds: district, countyWide: fc.boolean(), themes: theme },
    ages: fc.array(ages, { maxLength: 2 }),
    sizes: fc.subarray(['micro', 'small', 'large']),
    stages: fc.subarray([1, 2, 3]),
    roles: fc.subarray(['trustee', 'chair']),
  });
  const orders = fc
    .array(fc.tuple(fc.constantFrom(...RULES.map(({ name }) => name)), fc.boolean()), { maxLength: 12 })
    .map((kept) => standingOf(kept.map(([name, on]) => ({ name, on }))));
  const keysOf = (chosen: readonly Chosen[]) => chosen.map(({ key }) => key);

  it('takes or leaves each item exactly once', () => {
    fc.assert(
      fc.property(weeks, mailboxes, (week, readers) => {
        const { chosen, left } = chooser(week, words)(readers);
        const keys = [...chosen, ...left].map(({ key }) => key).sort();
        expect(keys).toEqual(week.map(({ key }) => key).sort());
        for (const { reason } of [...chosen, ...left]) expect(reason).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });

  it('does not depend on the order in which the items come, nor on what was chosen before', () => {
    fc.assert(
      fc.property(weeks, mailboxes, mailboxes, (week, readers, others) => {
        const choose = chooser(week, words);
        choose(others);
        const { chosen } = choose(readers);
        expect(chooser([...week].reverse(), words)(readers).chosen).toEqual(chosen);
        expect(choose(readers).chosen[0]).toBe(chosen[0]);
      }),
    );
  });

  it('never puts an item under a later heading before one under an earlier, whatever the order of the rules', () => {
    fc.assert(
      fc.property(weeks, mailboxes, orders, (week, readers, order) => {
        const headings = [...order.map(({ name }) => name), 'rest'];
        const groups = chooser(
          week,
          words,
          order,
        )(readers).chosen.map(({ group }) => headings.indexOf(group));
        expect(groups).toEqual([...groups].sort((a, b) => a - b));
      }),
    );
  });

  it('puts two items in the same order whatever else is in the week', () => {
    fc.assert(
      fc.property(weeks, mailboxes, orders, fc.nat(), (week, readers, order, pick) => {
        fc.pre(week.length > 0);
        const gone = week[pick % week.length].key;
        const all = keysOf(chooser(week, words, order)(readers).chosen);
        const fewer = week.filter(({ key }) => key !== gone);
        expect(keysOf(chooser(fewer, words, order)(readers).chosen)).toEqual(
          all.filter((key) => key !== gone),
        );
      }),
    );
  });

  it('keeps to the co-ordinator’s own order, and then the key, where no rule says more', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 8 }), orders, (positions, order) => {
        const week = positions.map((position, at) => item(`k${at}`, { position }));
        const places = new Map(week.map(({ key, position }) => [key, `${position} ${key}`]));
        const keys = keysOf(chooser(week, words, order)(playgroup).chosen).map((key) => places.get(key)!);
        expect(keys).toEqual([...keys].sort());
      }),
    );
  });

  it('gives readers together all that each of them would get', () => {
    fc.assert(
      fc.property(weeks, mailboxes, mailboxes, (week, one, other) => {
        fc.pre(one.districtIds.length > 0 && other.districtIds.length > 0);
        const both = {
          districtIds: [...new Set([...one.districtIds, ...other.districtIds])],
          countyWide: one.countyWide || other.countyWide,
          themes: [...new Set([...one.themes, ...other.themes])],
          ages: [...one.ages, ...other.ages],
          sizes: [...new Set([...one.sizes, ...other.sizes])],
          stages: [...new Set([...one.stages, ...other.stages])],
          roles: [...new Set([...one.roles, ...other.roles])],
        };
        const choose = chooser(week, words);
        const keys = choose(both).chosen.map(({ key }) => key);
        for (const { key } of [...choose(one).chosen, ...choose(other).chosen]) expect(keys).toContain(key);
      }),
    );
  });

  it('gives the same to those whose readership has the same key', () => {
    expect(readershipKey(playgroup)).not.toBe(readershipKey(youthClub));
    expect(readershipKey(council)).not.toBe(readershipKey(unknown));
  });
});
