/** Returns the tags of a record such as `v=DMARC1; p=none`, by lower-case name (RFC 6376 section 3.2); undefined for a twice-named one. */
export function readTags(record: string): Map<string, string> | undefined {
  const tags = new Map<string, string>();
  for (const part of record.split(';')) {
    if (part.trim() === '') continue;
    const found = /^\s*([a-z][a-z0-9_]*)\s*=\s*([\s\S]*?)\s*$/i.exec(part);
    if (!found || tags.has(found[1].toLowerCase())) return undefined;
    tags.set(found[1].toLowerCase(), found[2]);
  }
  return tags;
}
