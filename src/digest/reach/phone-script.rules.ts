/** An item in the words of paper, as far as it is said on the telephone. */
export interface Sayable {
  title: string;
  whatItMeans: string;
  summary: string;
  body: string;
  /** `Funding. Closes on 18 December 2026.` */
  facts: string;
}

/** Characters of a text without a summary that are said of it, to the end of a sentence. */
const SPOKEN = 400;

/** Words in which somebody speaks of themselves: whoever wrote the item, not whoever reads it out. */
const FIRST_PERSON = /\b(?:[Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves|[Mm]y|[Mm]e|[Mm]ine|I)\b/;

/** How the last line of an item's facts is said. */
const DATES: readonly (readonly [RegExp, string])[] = [
  [/\bCloses on (.+?)\.?$/, 'The last day for it is'],
  [/\bOn (.+?)\.?$/, 'It is on'],
  [/\bBy (.+?)\.?$/, 'The date to keep in mind is'],
];

/**
 * Returns an item as a volunteer reads it aloud: what it is called, what it means for whoever is rung, and by when.
 * What somebody wrote of themselves is said as theirs: `They write: “We have moved.”`
 */
export function thingWords({ title, whatItMeans, summary, body, facts }: Sayable): string {
  const end = title === '' || /[.!?…]$/.test(title) ? title : `${title}.`;
  const text = whatItMeans || summary || spoken(body);
  return [end, bodyWords(text, whatItMeans !== ''), dateWords(facts)].filter(Boolean).join(' ');
}

/** What stands over a volunteer's list: what to say, in their own voice, and what to do with questions and wishes. */
export interface Script {
  /** Said first; the volunteer's own name stands in it when it is known. */
  opening: string;
  /** How the things to say are to be taken. */
  things: string;
  questions: string;
  stop: string;
}

/** Returns what a volunteer says; `contact` is how the network is reached, in words, and may be empty. */
export function callScript(facts: { network: string; volunteer: string | null; contact: string }): Script {
  const { network, volunteer, contact } = facts;
  return {
    opening: `“Hello, my name is ${volunteer || '…'}. I am a volunteer, and I am ringing for ${network}, because its news does not come to you by e-mail. May I tell you up to three short things? It takes about three minutes.”`,
    things:
      'Ask for the person named, and read out the things under the name. Where it says “They write”, those are the words of whoever wrote the item, not yours.',
    questions: `Questions: you need not know the answers. Say “I will ask them to ring you back”, write the question down, and tell ${contact === '' ? 'whoever gave you this list' : `the network (${contact})`}.`,
    stop: 'If they do not want these calls: say “Thank you for telling me. I will note it, and you are not rung again”, and tick “Do not ring again”.',
  };
}

function bodyWords(text: string, isMeaning: boolean): string {
  if (text === '') return '';
  if (FIRST_PERSON.test(text))
    return `${isMeaning ? 'What this means for you, as they write:' : 'They write:'} “${text}”`;
  return isMeaning ? `What this means for you: ${text}` : text;
}

function dateWords(facts: string): string {
  for (const [form, begins] of DATES) {
    const day = form.exec(facts)?.[1];
    if (day) return `${begins} ${day}.`;
  }
  return '';
}

/** As many of the first sentences as somebody listens to. */
function spoken(body: string): string {
  const sentences = body
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?])\s+(?=\p{Lu})/u);
  let said = sentences[0];
  for (const next of sentences.slice(1)) {
    if (said.length + next.length > SPOKEN) break;
    said += ` ${next}`;
  }
  return said;
}
