import { Injectable } from '@nestjs/common';
import { NetworkSettings, type NetworkSettingsSection } from '../core/contracts/index.js';

/** What a network decides about its member list and its readers. `Reaches` and `offerOf` read it. */
@NetworkSettings('members')
@Injectable()
export class MembersSettings implements NetworkSettingsSection {
  readonly words = 'Members';
  readonly position = 20;
  readonly pages = [{ path: 'settings/districts', words: 'Districts: add, rename, order and end them' }];
  readonly fields = [
    {
      name: 'list',
      words: 'Which organisations do members see?',
      hint: 'Their contact details are shown only where they share them.',
      options: [
        { value: 'district', words: 'Those of their own districts' },
        { value: 'own', words: 'Only their own' },
      ],
      fallback: 'district',
    },
    {
      name: 'frequencies',
      words: 'How often can people have the digest?',
      hint: 'What is sent daily or at once is made of items that somebody has marked ready; nobody looks at it again.',
      options: [
        { value: 'weekly', words: 'Every week, or once a month' },
        { value: 'all', words: 'Also every day, and each item at once' },
      ],
      fallback: 'weekly',
    },
    {
      name: 'minutes',
      words: 'How long is the digest for those who have not chosen?',
      hint: 'What does not fit is listed in one line each. Everybody can choose another time for themselves.',
      options: [
        { value: '2', words: '2 minutes of reading' },
        { value: '5', words: '5 minutes of reading' },
        { value: '10', words: '10 minutes of reading' },
        { value: 'all', words: 'Everything' },
      ],
      fallback: '5',
    },
  ];
}
