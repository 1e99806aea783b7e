import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
};

export interface StaticFile {
  body: Buffer;
  gzip: Buffer;
  type: string;
}

/** The files of `public/`, held in memory under names that change with their content. */
export class StaticFiles {
  readonly #urls = new Map<string, string>();
  readonly #files = new Map<string, StaticFile>();

  constructor(private readonly folder: string) {
    this.read();
  }

  /** Reads the folder again; what was served before stays to be had under its old name. */
  read(): void {
    for (const name of readdirSync(this.folder)) if (extname(name) in TYPES) this.#keep(name);
  }

  /** Returns the address of a file of `public/`: '/static/site.1a2b3c4d5e.css'. Throws for a name not there. */
  url(name: string): string {
    const url = this.#urls.get(name);
    if (!url) throw new Error(`there is no file ${name} in public`);
    return url;
  }

  /** Returns the file behind 'site.1a2b3c4d5e.css', good for a year; undefined when there is none. */
  find(served: string): StaticFile | undefined {
    return this.#files.get(served);
  }

  #keep(name: string): void {
    const body = readFileSync(join(this.folder, name));
    const ending = extname(name);
    const mark = createHash('sha256').update(body).digest('hex').slice(0, 10);
    const served = `${name.slice(0, -ending.length)}.${mark}${ending}`;
    this.#urls.set(name, `/static/${served}`);
    this.#files.set(served, { body, gzip: gzipSync(body, { level: 9 }), type: TYPES[ending] });
  }
}
