/** Returns a command's answer as one JSON document, or as lines and columns a person reads. */
export function printAnswer(answer: unknown, json: boolean): string {
  if (json) return `${JSON.stringify(answer ?? null)}\n`;
  if (answer === undefined || answer === null) return '';
  if (Array.isArray(answer)) return answer.map((row) => `${line(row)}\n`).join('') || 'Nothing.\n';
  if (typeof answer !== 'object') return `${String(answer)}\n`;
  return Object.entries(answer)
    .map(([name, value]) => `${name}: ${line(value)}\n`)
    .join('');
}

function line(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((one) => `\n  ${line(one)}`).join('');
  if (value === null || typeof value !== 'object') return String(value ?? '');
  return Object.entries(value)
    .map(
      ([name, one]) =>
        `${name} ${typeof one === 'object' && one !== null ? JSON.stringify(one) : String(one)}`,
    )
    .join(', ');
}
