import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { NotFound } from '../../core/errors/index.js';
import { readCode, shortCode } from './short-link.rules.js';

const MOST_ATTEMPTS = 20;

/** Short addresses for paper. Each stands for one of our own addresses, for good; nobody counts who follows them. */
@Injectable()
export class ShortLinks {
  constructor(private readonly db: Db) {}

  /** Returns the codes of these paths below the network, made where there is none yet; by path. */
  async codesOf(paths: readonly string[]): Promise<Map<string, string>> {
    const codes = await this.#known(paths);
    for (const path of new Set(paths)) if (!codes.has(path)) codes.set(path, await this.#make(path));
    return codes;
  }

  /** Returns the path that a code stands for. @throws NotFound */
  async pathOf(typed: string): Promise<string> {
    const code = readCode(typed);
    const found = code
      ? await this.db.one<{ path: string }>('select path from short_link where code = $1', [code])
      : undefined;
    if (!found) throw new NotFound();
    return found.path;
  }

  async #known(paths: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ path: string; code: string }>(
      'select path, code from short_link where path = any ($1::text[])',
      [paths],
    );
    return new Map(rows.map(({ path, code }) => [path, code]));
  }

  async #make(path: string): Promise<string> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const code = shortCode(path, attempt);
      await this.db.query('insert into short_link (code, path) values ($1, $2) on conflict do nothing', [
        code,
        path,
      ]);
      // Another code is tried only where another path has this one; the same path may have come from elsewhere just now.
      const known = (await this.#known([path])).get(path);
      if (known) return known;
    }
    throw new Error(`No short code is free for ${path}.`);
  }
}
