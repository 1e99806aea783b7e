import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Lineage } from './lineage.rules.js';

/** How far this machine has seen its database come: kept beside it, so that a restored copy cannot hide its age. */
export class HighWater {
  readonly #path: string;
  readonly #version: string;

  constructor(stateDir: string) {
    this.#path = join(resolve(stateDir), 'run', 'high-water.json');
    this.#version = join(resolve(stateDir), 'postgres', 'data', 'PG_VERSION');
  }

  /**
   * Returns by what the disk knows the built-in database: the number of a file that is never written again, and when
   * it came there, because numbers are given anew. Undefined where there is none.
   */
  place(): string | undefined {
    const found = statSync(this.#version, { bigint: true, throwIfNoEntry: false });
    return found && `${found.ino}-${found.birthtimeNs}`;
  }

  /** Returns what was noted last, or undefined where nothing was. */
  read(): Lineage | undefined {
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as Lineage;
    } catch {
      return undefined;
    }
  }

  /** Notes it; a machine without a place to write goes without. */
  note(lineage: Lineage): void {
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(`${this.#path}.${process.pid}`, JSON.stringify(lineage), { mode: 0o600 });
      renameSync(`${this.#path}.${process.pid}`, this.#path);
    } catch {
      // The database's own note still tells a dump and a promotion.
    }
  }
}
