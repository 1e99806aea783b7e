import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Handlebars from 'handlebars';
import { TemplateCheck } from './check.js';
import { helpers } from './helpers.js';
import type { Helper } from './helpers.js';
import type { PageModel } from './page-model.js';
import { StaticFiles } from './static-files.js';

type Template = (model: object, options?: Handlebars.RuntimeOptions) => string;

export interface TemplatesOptions {
  /** Folder that holds `core/` and the modules; the one this file lies in unless told. */
  root?: string;
  /** Reads every file again for every page; for development. */
  fresh?: boolean;
}

const LAYOUT = 'core/web/views/layout';
const PARTIALS = 'core/web/views/partials';
const BUILT_IN = ['if', 'unless', 'each', 'with', 'lookup'];
const NAME = /^[\w-]+(?:\/[\w-]+)*$/;

/** Pages from Handlebars files, by name relative to the source root: 'members/views/list'. */
export class Templates {
  readonly files: StaticFiles;
  readonly #root: string;
  readonly #fresh: boolean;
  readonly #helpers: Record<string, Helper>;
  readonly #options: CompileOptions;
  #engine = Handlebars.create();
  #partials = new Set<string>();
  #pages = new Map<string, Template>();

  constructor({ root = join(import.meta.dirname, '../../..'), fresh = false }: TemplatesOptions = {}) {
    this.#root = root;
    this.#fresh = fresh;
    this.files = new StaticFiles(join(root, 'core/web/public'));
    this.#helpers = helpers(this.files);
    const known = [...Object.keys(this.#helpers), ...BUILT_IN].map((helper) => [helper, true]);
    this.#options = {
      knownHelpers: Object.fromEntries(known) as Record<string, boolean>,
      knownHelpersOnly: true,
      // Otherwise a partial would read the page's keys in place of what it was not given,
      // and would indent the second line of what somebody typed into a text area.
      explicitPartialContext: true,
      preventIndent: true,
    };
    this.#open();
  }

  /** Returns the whole page. Throws an Error that names the template's file when it cannot be drawn. */
  render(name: string, model: PageModel): string {
    return this.#draw(LAYOUT, { ...model, body: this.renderBare(name, model) });
  }

  /** Returns the template without the layout around it. Throws like `render`. */
  renderBare(name: string, model: PageModel): string {
    if (this.#fresh) {
      this.files.read();
      this.#open();
    }
    return this.#draw(name, model);
  }

  /** Reads a template without drawing it. Throws, naming its file, for any slip, in branches never drawn too. */
  check(name: string): void {
    this.#naming(name, () => this.#engine.precompile(this.#parse(name), this.#options));
  }

  #open(): void {
    this.#engine = Handlebars.create();
    this.#pages = new Map();
    this.#engine.registerHelper(this.#helpers as unknown as Handlebars.HelperDeclareSpec);
    const names = readdirSync(join(this.#root, PARTIALS)).filter((file) => file.endsWith('.hbs'));
    this.#partials = new Set(names.map((file) => basename(file, '.hbs')));
    for (const name of this.#partials)
      this.#engine.registerPartial(name, this.#compile(`${PARTIALS}/${name}`));
  }

  #draw(name: string, model: object): string {
    let template = this.#pages.get(name);
    if (!template) this.#pages.set(name, (template = this.#compile(name)));
    return this.#naming(name, () => template(model));
  }

  #compile(name: string): Template {
    return this.#naming(name, () => this.#engine.compile(this.#parse(name), this.#options));
  }

  #parse(name: string): hbs.AST.Program {
    if (!NAME.test(name)) throw new Error('not the name of a template');
    const parsed = this.#engine.parseWithoutProcessing(readFileSync(this.#path(name), 'utf8'));
    const known = new Set(Object.keys(this.#helpers));
    new TemplateCheck(known, (partial) => this.#hasPartial(partial), name === LAYOUT).accept(parsed);
    return parsed;
  }

  // A module may keep partials of its own: `{{> members/views/form .}}` is read when first named.
  #hasPartial(name: string): boolean {
    if (this.#partials.has(name)) return true;
    if (!name.includes('/') || !NAME.test(name) || !existsSync(this.#path(name))) return false;
    this.#partials.add(name);
    this.#engine.registerPartial(name, this.#compile(name));
    return true;
  }

  #path(name: string): string {
    return join(this.#root, `${name}.hbs`);
  }

  #naming<T>(name: string, work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw new Error(`${name}.hbs: ${(cause as Error).message}`, { cause });
    }
  }
}
