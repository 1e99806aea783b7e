/** The words that do something when an answer begins with one of them. */
export const COMMAND_WORDS = ['STOP', 'MORE', 'LESS', 'PRINT', 'HELP'] as const;
export type CommandWord = (typeof COMMAND_WORDS)[number];

/** What may follow a word that was not shouted, so that “Help me with …” stays a letter to a person. */
const POLITE = /^(?:please|pls|thanks|thank you|thankyou|now|ok|for me)?$/i;
const STOP_THEM =
  /^(?:sending|sending me|all|these|this|the|your|my|it)?\s*(?:this|these|those|all|the|your|weekly|any|more|me)*\s*(?:e-?mails?|mails?|messages?|digests?|newsletters?|updates?|list|it)?\s*(?:please|thanks|thank you)?$/i;
/** Openings of what a mail programme quotes. */
const QUOTE =
  /^\s*(?:>|\||on\b.{0,200}\bwrote:?\s*$|-{2,}\s*original message|_{10,}|from:\s|ar\b.{0,200}\bysgrifennodd)/i;

/**
 * Returns the command that an answer begins with, or undefined when it is a letter. The word counts when it stands
 * alone on its line (perhaps with “please”), or is written in capitals; `stop sending these e-mails` counts too.
 * Without any words of its own, the subject is read instead.
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
  if (!word || found[1] === word) return word;
  const rest = found[2].replace(/[^\p{L}\p{N}-]+/gu, ' ').trim();
  if (rest.length > 60) return undefined;
  return POLITE.test(rest) || (word === 'STOP' && STOP_THEM.test(rest)) ? word : undefined;
}

/** The first line with words that the person wrote; undefined when everything is quoted or empty. */
function firstOwnLine(text: string): string | undefined {
  for (const line of text.slice(0, 5000).split('\n')) {
    if (QUOTE.test(line)) return undefined;
    if (/[\p{L}\p{N}]/u.test(line)) return line.slice(0, 300);
  }
  return undefined;
}

/** True when somebody has written more behind the command than a greeting: it should be read, too. */
export function moreThanCommand(text: string): boolean {
  const own: string[] = [];
  for (const line of text.slice(0, 5000).split('\n')) {
    if (QUOTE.test(line) || line.trimEnd() === '--') break;
    if (/[\p{L}\p{N}]/u.test(line)) own.push(line);
  }
  return own.slice(1).join(' ').length > 40 || (own[0] ?? '').length > 100;
}
