import { z } from 'zod';
import { formText, formTicks, typedAddress } from '../access/index.js';
import { readAddress } from '../mail/index.js';
import { readTelephone } from '../text/index.js';
import { refuseColour } from '../web/templates/index.js';
import { OWN_WORDS } from './models.rules.js';

const PLAIN_ONLY =
  'Everybody has to be able to answer here. Give an address with only the letters a to z before the @.';
const NAME = 'Give the network a name of 3 to 100 characters.';

/** Time zones of the places a network here may be in. */
export const ZONES = [
  { value: 'Europe/London', words: 'England, Scotland, Wales and Northern Ireland' },
  { value: 'Europe/Guernsey', words: 'Guernsey' },
  { value: 'Europe/Isle_of_Man', words: 'Isle of Man' },
  { value: 'Europe/Jersey', words: 'Jersey' },
];

const ownWords = Object.fromEntries(OWN_WORDS.map(({ ours }) => [`word-${ours}`, formText(40)]));

/** The house's own part of the settings form; the sections of modules are read by their fields. */
export const settingsInput = z.looseObject({
  version: z.coerce.number({ error: 'Please open this page again.' }).int(),
  name: formText(100).refine((text) => text.length >= 3, NAME),
  colour: formText().transform((text, context) => {
    const refusal = refuseColour(text);
    if (!refusal) return text.toLowerCase();
    context.addIssue({ code: 'custom', message: refusal });
    return z.NEVER;
  }),
  zone: z.enum(ZONES.map(({ value }) => value) as [string, ...string[]], 'Choose a place from the list.'),
  charity: formText().transform((text) => text === 'yes'),
  modules: formTicks(),
  'contact-email': typedAddress().transform((text, context) => {
    if (text.trim() === '') return '';
    const reading = readAddress(text);
    if (reading.ok && reading.isPlain) return reading.address;
    context.addIssue({ code: 'custom', message: reading.ok ? PLAIN_ONLY : reading.problem });
    return z.NEVER;
  }),
  'contact-phone': formText(60).transform((text, context) => {
    const reading = text === '' ? ({ ok: true, value: '' } as const) : readTelephone(text);
    if (reading.ok) return text;
    context.addIssue({ code: 'custom', message: reading.problem });
    return z.NEVER;
  }),
  'contact-post': formText(200),
  ...ownWords,
});

export type SettingsInput = z.output<typeof settingsInput>;
