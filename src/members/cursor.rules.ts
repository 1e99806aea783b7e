/** The place in a list after which it goes on: what the list is sorted by, and the id. */
export interface Cursor {
  sortName: string;
  id: string;
}

const ID = /^[0-9a-f-]{36}$/;

/** Returns the place as one word for an address. */
export function writeCursor({ sortName, id }: Cursor): string {
  return Buffer.from(`${id}${sortName}`).toString('base64url');
}

/** Returns the place that a word of `writeCursor` names, or undefined when it is none. */
export function readCursor(word: string): Cursor | undefined {
  const text = Buffer.from(word, 'base64url').toString();
  const [id, sortName] = [text.slice(0, 36), text.slice(36)];
  return ID.test(id) && !sortName.includes('\0') ? { id, sortName } : undefined;
}

/** Returns the address of the rest of a list, or null at its end: `path` with the filters in force and the place. */
export function nextAddress(
  path: string,
  filters: Record<string, string | number | undefined>,
  rows: readonly Cursor[],
  limit: number,
): string | null {
  const last = rows.at(-1);
  if (!last || rows.length < limit) return null;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters))
    if (value !== undefined && value !== '') query.set(name, String(value));
  query.set('after', writeCursor(last));
  return `${path}?${query}`;
}
