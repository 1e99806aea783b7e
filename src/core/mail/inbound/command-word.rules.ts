/** The words that do something when an answer begins with one of them. */
export const COMMAND_WORDS = ['STOP', 'MORE', 'LESS', 'PRINT', 'HELP'] as const;
export type CommandWord = (typeof COMMAND_WORDS)[number];

/** What may follow a word, so that “Help me with …” and “STOP PRESS: …” stay letters to a person. */
const POLITE = /^(?:please|pls|thanks|thank you|thankyou|now|ok|for me)?$/i;
/** What may follow STOP: it, or what it is that comes. */
const STOP_WORDS = new Set(
  (
    'please pls thanks thank you thankyou now sending send me to all any more this these those the your my it ' +
    'weekly daily monthly e-mail e-mails email emails mail mails message messages letter letters list ' +
    'digest digests newsletter newsletters update updates bulletin bulletins briefing briefings'
  ).split(' '),
);
/** How people end what they write; a name has capitals only at the beginnings of its words. */
const SIGN_OFF =
  /^(?:please|pls|(?:many )?thanks|thank you|thankyou|(?:(?:kind|best|warm) )?(?:regards|wishes)|cheers|diolch|sent from my .{1,40})$/i;
const NAME = /^\p{Lu}[\p{L}’'.-]*(?: \p{Lu}[\p{L}’'.-]*){0,3}$/u;
const MOST_NAMES = 2;
/** Openings of what a mail programme quotes. */
const QUOTE =
  /^\s*(?:>|\||on\b.{0,200}\bwrote:?\s*$|-{2,}\s*original message|_{10,}|from:\s|ar\b.{0,200}\bysgrifennodd)/i;

/**
 * Returns the command that an answer begins with, or undefined when it is a letter. The word counts when it stands
 * alone on its line (perhaps with “please”), in capitals or not; `stop sending these e-mails` counts too. Without any words of its own, the subject is read instead.
 */
export function commandIn(subject: string, text: string): CommandWord | undefined {
  const line = firstOwnLine(text);
  if (line !== undefined) return commandOf(line);
  return /^\s*(?:re|aw|sv|fwd?|atb):/i.test(subject) ? undefined : commandOf(subject);
}

function commandOf(line: string): CommandWord | undefined {
  const found = /^[^\p{L}\p{N}]{0,10}(\p{L}{4,5})(?![\p{L}\p{N}])(.*)$/u.exec(line.trim());
  if (!found) return undefined;
  const word = COMMAND_WORDS.find((one) => one === found[1].toUpperCase());
  if (!word) return undefined;
  const rest = found[2].replace(/[^\p{L}\p{N}-]+/gu, ' ').trim();
  if (rest.length > 60) return undefined;
  const isStop = word === 'STOP' && rest.split(' ').every((one) => STOP_WORDS.has(one.toLowerCase()));
  return isStop || POLITE.test(rest) ? word : undefined;
}

/** The first line with words that the person wrote; undefined when everything is quoted or empty. */
function firstOwnLine(text: string): string | undefined {
  for (const line of text.slice(0, 5000).split('\n')) {
    if (QUOTE.test(line)) return undefined;
    if (/[\p{L}\p{N}]/u.test(line)) return line.slice(0, 300);
  }
  return undefined;
}

/** True when somebody has written more behind the command than a greeting and a name: it should be read, too. */
export function moreThanCommand(text: string): boolean {
  const own: string[] = [];
  for (const line of text.slice(0, 5000).split('\n')) {
    if (QUOTE.test(line) || line.trimEnd() === '--') break;
    if (/[\p{L}\p{N}]/u.test(line)) own.push(line.replace(/[\s,.!]+/g, ' ').trim());
  }
  const said = own.slice(1).filter((line) => !SIGN_OFF.test(line));
  return said.length > MOST_NAMES || said.some((line) => line.length > 60 || !NAME.test(line));
}
