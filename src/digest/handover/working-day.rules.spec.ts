import { describe, expect, it } from '@jest/globals';
import { bankHolidays, isWorkingDay, workingDayBefore } from './working-day.rules.js';

describe('The bank holidays of England and Wales', () => {
  it.each([
    ['2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26'],
    ['2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26'],
    ['2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28'],
    ['2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28'],
    // Christmas on a Sunday, New Year on a Saturday.
    ['2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-05-30 2022-08-29 2022-12-26 2022-12-27'],
  ])('are those the government lists: %s', (listed) => {
    expect(bankHolidays(Number(listed.slice(0, 4))).sort()).toEqual(listed.split(' '));
  });

  it('are no working days, and no more are Saturdays and Sundays', () => {
    expect(['2026-11-20', '2026-11-21', '2026-11-22', '2026-12-25'].map(isWorkingDay)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('and weekends are passed over by the working day before', () => {
    expect(workingDayBefore('2026-11-20')).toBe('2026-11-19');
    expect(workingDayBefore('2026-11-23')).toBe('2026-11-20');
    expect(workingDayBefore('2027-03-30')).toBe('2027-03-25');
    expect(workingDayBefore('2027-01-02')).toBe('2026-12-31');
  });
});
