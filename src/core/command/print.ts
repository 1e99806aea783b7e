const INDENT = '  ';

/** Returns a command's answer as one JSON document, or as lines and columns a person reads. */
export function printAnswer(answer: unknown, json: boolean): string {
  if (json) return `${JSON.stringify(answer ?? null)}\n`;
  if (answer === undefined || answer === null) return '';
  if (Array.isArray(answer)) return answer.map((row) => `${line(row)}\n`).join('') || 'Nothing.\n';
  if (!isRecord(answer)) return `${plain(answer)}\n`;
  return block(answer, '');
}

/** Returns rows in columns of one width each, two spaces apart; the last one is as long as it is. */
export function printColumns(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  return rows
    .map((row) => `${row.map((cell, at) => cell.padEnd(widths[at])).join(INDENT)}`.trimEnd())
    .map((row) => `${row}\n`)
    .join('');
}

function block(record: Record<string, unknown>, indent: string): string {
  return Object.entries(record)
    .map(([name, value]) => `${indent}${wordsOf(name)}:${under(value, indent + INDENT)}\n`)
    .join('');
}

/** What stands after a name: on its line, or below it and further in. */
function under(value: unknown, indent: string): string {
  if (Array.isArray(value))
    return value.length === 0 ? ' none' : value.map((one) => `\n${indent}${line(one)}`).join('');
  if (isRecord(value) && Object.values(value).some(isNested))
    return `\n${block(value, indent)}`.replace(/\n$/, '');
  const text = line(value);
  return text === '' ? '' : ` ${text}`;
}

function line(value: unknown): string {
  if (Array.isArray(value)) return value.map(line).join('; ');
  if (!isRecord(value)) return plain(value);
  return Object.entries(value)
    .map(([name, one]) => `${wordsOf(name)} ${isRecord(one) ? `(${line(one)})` : line(one)}`.trim())
    .join(', ');
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? value.toISOString() : String(value as string | number | boolean);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function isNested(value: unknown): boolean {
  return Array.isArray(value) || isRecord(value);
}

/** 'sendAfter' is 'send after'. A name that is no word of ours, such as an address, stays as it is. */
function wordsOf(name: string): string {
  return /^[a-z]+(?:[A-Z][a-z]*)+$/.test(name)
    ? name.replace(/[A-Z]/g, (one) => ` ${one.toLowerCase()}`)
    : name;
}
