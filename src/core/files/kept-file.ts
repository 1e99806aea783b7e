import { addressName } from './file-name.rules.js';
import type { FileType } from './file-type.rules.js';
import type { Scan } from './scanner.js';

/** Whose a file is: a kind that some module answers for (`@FileOwner`), and one thing of that kind. */
export interface Owner {
  kind: string;
  id: string;
}

/** A file as it is kept, without its bytes. */
export interface KeptFile {
  id: string;
  owner: Owner;
  /** Cleaned text with the ending of what it is. */
  name: string;
  type: FileType;
  bytes: number;
  /** What a picture shows, in words; null for anything else. */
  alt: string | null;
  width: number | null;
  height: number | null;
  scan: Scan;
  /** SHA-256 of the bytes. */
  hash: Buffer;
  createdAt: Date;
  /** Where it can be fetched, below `/{network}`. */
  href: string;
}

/** A row of the table `file`. */
export type FileRow = Omit<KeptFile, 'owner' | 'href'> & { kind: string; ownerId: string };

/** Returns a row as the product speaks of it. */
export function fileOf({ kind, ownerId, ...row }: FileRow): KeptFile {
  return { ...row, owner: { kind, id: ownerId }, href: `/files/${row.id}/${addressName(row.name)}` };
}
