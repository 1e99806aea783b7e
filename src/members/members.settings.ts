import { Injectable } from '@nestjs/common';
import { NetworkSettings, type NetworkSettingsSection } from '../core/contracts/index.js';

/** What a network decides about its member list. `Reaches` reads it. */
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
  ];
}
