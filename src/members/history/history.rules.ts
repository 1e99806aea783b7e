/** A field that is another now; before and after as a person reads them, null where there is nothing. */
export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** Returns by which way something was changed, in a word; an import says which run it was, which is too much for a table. */
export function wayWords(source: string): string {
  return source.startsWith('import') ? 'import' : source;
}

/** Returns the fields in which two descriptions of one thing differ, in the order of the second. */
export function differences(
  before: Record<string, string | null>,
  after: Record<string, string | null>,
): FieldChange[] {
  return Object.entries(after)
    .map(([field, value]) => ({ field, before: before[field] ?? null, after: value }))
    .filter((change) => change.before !== change.after);
}
