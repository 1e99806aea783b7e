import { Injectable } from '@nestjs/common';
import { NetworkSettings, type NetworkSettingsSection } from '../../contracts/index.js';

/** What a network decides about answers to its letters; `Post` reads it when a letter is frozen. */
@NetworkSettings('mail')
@Injectable()
export class AnswersSettings implements NetworkSettingsSection {
  readonly words = 'Answers by e-mail';
  readonly position = 30;
  readonly pages = [{ path: 'sender-domain', words: 'Is our mail believed?' }];
  readonly fields = [
    {
      name: 'answers',
      words: 'Where answers to the digest and other lists go',
      hint: 'Choose the inbox only when mail for the domain these e-mails come from reaches Folkmoot; whoever runs it knows.',
      options: [
        { value: 'person', words: 'To a person: your contact address, or whoever approved it' },
        {
          value: 'folkmoot',
          words: 'Into the inbox here; STOP, MORE, LESS, PRINT and HELP then work by themselves',
        },
      ],
      fallback: 'person',
    },
  ];
}
