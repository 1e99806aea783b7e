import { Injectable } from '@nestjs/common';
import { NetworkSettings, type NetworkSettingsSection, type SettingField } from '../core/contracts/index.js';
import { settingOf } from '../core/network/index.js';
import type { Slot } from './editions/schedule.rules.js';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** The days of the week to choose from. */
export const WEEKDAY_CHOICES = WEEKDAYS.map((words, at) => ({ value: String(at + 1), words }));

const WEEKDAY: SettingField = {
  name: 'weekday',
  words: 'The day it goes out',
  hint: 'Three days before, the week composes itself. Nothing is sent before somebody has approved it.',
  options: [{ value: '', words: 'No fixed day' }, ...WEEKDAY_CHOICES],
  fallback: '',
};

const AT: SettingField = {
  name: 'time',
  words: 'The time it goes out',
  hint: 'By the clock here, in summer and in winter. For example, 09:30',
  fallback: '09:30',
  refuse: refuseTime,
};

const RESEND: SettingField = {
  name: 'resend',
  words: 'When nobody can tell whether a message arrived',
  options: [
    { value: 'ask', words: 'List it by name, and let us decide' },
    { value: 'resend', words: 'Send it again; a few people may get it twice' },
  ],
  fallback: 'ask',
};

const SECOND: SettingField = {
  name: 'second',
  words: 'How many people approve an edition',
  hint: 'Where two do, nothing goes out by itself: whoever has chosen the digest daily, at once or once a month gets the weekly one.',
  options: [
    { value: 'one', words: 'One' },
    { value: 'two', words: 'Two: a second person is asked by e-mail before anything goes out' },
  ],
  fallback: 'one',
};

const DAILY: SettingField = {
  name: 'dailyTime',
  words: 'The time of the daily digest',
  hint: 'From Monday to Friday, for those who have chosen it and where there is something for them.',
  fallback: '07:30',
  refuse: refuseTime,
};

const BUDGET: SettingField = {
  name: 'others',
  words: 'Newsletters and urgent briefings that one mailbox gets in a week at most',
  hint: 'The digest comes besides, and corrections do not count. Whoever has had as many gets an urgent briefing with their next digest.',
  options: [
    { value: '1', words: 'One' },
    { value: '2', words: 'Two' },
    { value: '3', words: 'Three' },
    { value: '5', words: 'Five' },
    { value: 'any', words: 'Any number' },
  ],
  fallback: '2',
};

/** What a network decides about its digest. */
@NetworkSettings('digest')
@Injectable()
export class DigestSettings implements NetworkSettingsSection {
  readonly words = 'Digest';
  readonly position = 20;
  readonly fields = [WEEKDAY, AT, SECOND, RESEND, DAILY, BUDGET];
  readonly pages = [{ path: 'handover', words: 'The deputy, and weeks in which they look after the digest' }];
}

/** Returns the day and time at which the network's digest goes out, or undefined where none is fixed. */
export function slotOf(settings: Record<string, unknown>): Slot | undefined {
  const weekday = Number(settingOf(settings, 'digest', WEEKDAY));
  const time = settingOf(settings, 'digest', AT);
  return weekday >= 1 && weekday <= 7 && TIME.test(time) ? { weekday, time } : undefined;
}

/** Returns what the network does about messages whose fate nobody knows. */
export function resendOf(settings: Record<string, unknown>): 'ask' | 'resend' {
  return settingOf(settings, 'digest', RESEND) === 'resend' ? 'resend' : 'ask';
}

/** True where two people have to approve an edition. */
export function wantsSecond(settings: Record<string, unknown>): boolean {
  return settingOf(settings, 'digest', SECOND) === 'two';
}

/** Returns the local time at which daily editions go out. */
export function dailyTimeOf(settings: Record<string, unknown>): string {
  const time = settingOf(settings, 'digest', DAILY);
  return TIME.test(time) ? time : DAILY.fallback;
}

/** Returns how many newsletters and urgent briefings a mailbox gets in a week at most; null is any number. */
export function budgetOf(settings: Record<string, unknown>): number | null {
  const others = Number(settingOf(settings, 'digest', BUDGET));
  return Number.isInteger(others) && others >= 0 ? others : null;
}

/** Returns the sentence that refuses a time of day, or undefined. */
export function refuseTime(text: string): string | undefined {
  return TIME.test(text) ? undefined : 'Write the time in four digits, such as 09:30.';
}
