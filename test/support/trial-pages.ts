import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Templates } from '../../src/core/web/templates/engine.js';
import type { PageModel } from '../../src/core/web/templates/page-model.js';

export const frame: PageModel = {
  title: 'New claim',
  section: 'Expenses',
  network: { name: 'Leeds', slug: 'leeds', colour: '#0b5c6b', words: { representative: 'appointee' } },
  me: { name: 'Ada', roles: ['representative'] },
  nav: [{ href: '/leeds/claims', words: 'Claims', current: true }],
  formToken: 't"oken',
  help: { href: '/leeds/help', words: 'Help' },
  base: '/leeds',
};
export const SCRIPT = `<script>alert('x')</script>"`;

/** A source root of its own, whose core is the real one, where a test writes pages and has them drawn. */
export class TrialPages {
  readonly root = mkdtempSync(join(tmpdir(), 'templates-'));
  readonly templates: Templates;
  #drawn = 0;

  constructor() {
    mkdirSync(join(this.root, 'trial/views'), { recursive: true });
    symlinkSync(join(import.meta.dirname, '../../src/core'), join(this.root, 'core'));
    this.templates = new Templates({ root: this.root });
  }

  /** Returns the name under which the page is rendered. */
  write(name: string, source: string): string {
    writeFileSync(join(this.root, 'trial/views', `${name}.hbs`), source);
    return `trial/views/${name}`;
  }

  /** Returns the HTML of a page without its frame. */
  draw(source: string, model: Partial<PageModel> = {}): string {
    const name = this.write(`t${++this.#drawn}`, source);
    return this.templates.renderBare(name, { ...frame, ...model } as PageModel);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
