import { Injectable } from '@nestjs/common';
import {
  NetworkSettings,
  type NetworkSettingsSection,
  type SettingField,
} from '../../core/contracts/index.js';
import { settingOf } from '../../core/network/index.js';

const READERS: SettingField = {
  name: 'readers',
  words: 'Who may read what went out',
  hint: 'Members see everything. Anybody else sees only articles that were marked as public.',
  options: [
    { value: 'members', words: 'Members only' },
    { value: 'public', words: 'Members everything, anybody what is public; there is a feed of it, too' },
  ],
  fallback: 'members',
};

/** What a network decides about its archive. */
@NetworkSettings('archive')
@Injectable()
export class ArchiveSettings implements NetworkSettingsSection {
  readonly words = 'Archive of the digest';
  readonly position = 25;
  readonly fields = [READERS];
}

/** True when anybody may read what is public in the archive. */
export function isArchiveOpen(settings: Record<string, unknown>): boolean {
  return settingOf(settings, 'archive', READERS) === 'public';
}
