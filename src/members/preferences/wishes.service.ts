import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { getsIt } from './consent.rules.js';
import { listsSent, OTHER_LISTS } from './lists.rules.js';
import { choiceSaid, type PreferenceInput } from './preference.input.js';
import { choicesShown } from './preference.view.js';
import { Preferences } from './preferences.service.js';
import { choiceWords } from './reading.rules.js';
import { ReadingStore } from './reading.store.js';

/** The choices as one form, wherever it is: behind a link, in one's own record, or on a person's page. */
@Injectable()
export class Wishes {
  constructor(
    private readonly preferences: Preferences,
    private readonly readings: ReadingStore,
  ) {}

  /** Returns what the form shows of a person: to themselves, or to whoever was told. */
  async shown(personId: string, whose: 'you' | 'they' = 'you') {
    const facts = { ...(await this.#facts(personId)), offer: await this.preferences.offer() };
    return choicesShown({ ...facts, missed: await this.readings.missed(personId) }, whose);
  }

  /** Returns in words what a person is sent, row by row of a record. */
  async rows(personId: string) {
    const { choice, sent } = await this.#facts(personId);
    const others = OTHER_LISTS.filter(({ value }) => sent.includes(value));
    return [
      { key: 'How it comes', value: choiceWords(choice) },
      { key: 'Sent as well', values: others.map(({ words }) => words), none: 'Nothing else' },
    ];
  }

  /** Does what the form says and returns a sentence about what holds now. @throws Invalid */
  async save(
    by: Actor | 'product',
    personId: string,
    input: PreferenceInput,
    { source, digest = 'weekly digest', who = 'You' }: { source: string; digest?: string; who?: string },
  ): Promise<string> {
    if (input.again) await this.preferences.startAgain(by, personId, input.again, source);
    if (input.lists) await this.#lists(by, personId, input.lists, source);
    const said = choiceSaid(input);
    const choice =
      Object.keys(said).length > 0
        ? await this.preferences.choose(by, personId, said, source)
        : await this.preferences.choiceOf(personId);
    if (choice.frequency === 'none') return `${who} will not be sent the ${digest} any more.`;
    return `${who} will be sent the ${digest} from the next one on: ${lower(choiceWords(choice))}.`;
  }

  async #facts(personId: string) {
    const choice = await this.preferences.choiceOf(personId);
    return { choice, sent: listsSent(await this.preferences.standings(personId)) };
  }

  /** What is ticked comes, what is not ticked does not; each is a word about that list only. */
  async #lists(by: Actor | 'product', personId: string, ticked: string[], source: string): Promise<void> {
    for (const { value } of OTHER_LISTS) {
      if (ticked.includes(value)) await this.preferences.startAgain(by, personId, value, source);
      else if (getsIt(await this.preferences.standing(personId, value)))
        await this.preferences.stop(by, [personId], value, source);
    }
  }
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
