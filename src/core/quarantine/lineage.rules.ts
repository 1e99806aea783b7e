/** Where a database is in its own history: which cluster, which branch of it, and how far along. */
export interface Lineage {
  systemId: string;
  /** Eight hexadecimal digits; another one after a promotion or a recovery to a point in time. */
  timeline: string;
  /** A position in the write-ahead log, such as `0/16B3748`. */
  position: string;
  /** Where the built-in database lies on the disk: a copy of its directory lies elsewhere. */
  place?: string;
}

/**
 * Returns why a database is not simply the one that ran before, in words for the operator, or undefined when it is.
 * `noted` is what the database says of itself, `seen` the furthest this machine has seen it. A dump brings its note
 * into another cluster; a promoted replica is on another branch; a copied directory is behind what was seen.
 */
export function whyAnother(
  here: Lineage,
  noted: Pick<Lineage, 'systemId' | 'timeline'> | undefined,
  seen: Lineage | undefined,
): string | undefined {
  if (noted && noted.systemId !== here.systemId)
    return 'The database was restored from a dump, or copied into another server.';
  if (noted && noted.timeline !== here.timeline)
    return 'The database was recovered to a point in time, or a replica has taken its place.';
  if (seen && seen.systemId === here.systemId && bytesOf(here.position) < bytesOf(seen.position))
    return 'The database is older than this machine has seen it: an earlier copy has taken its place.';
  if (seen?.place && here.place && seen.place !== here.place)
    return 'The built-in database was copied to where it is now.';
  return undefined;
}

/** Returns a position in the write-ahead log as a number of bytes. @throws SyntaxError for anything else */
export function bytesOf(position: string): bigint {
  const [high, low] = position.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}
