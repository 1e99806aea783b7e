import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes a small file for a command to read; the machine's temporary directory keeps it. */
export function fileWith(content: string | Buffer, name = 'file.csv'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'folkmoot-file-')), name);
  writeFileSync(path, content);
  return path;
}
