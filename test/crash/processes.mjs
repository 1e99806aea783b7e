import { execFile, fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const ROOT = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** The product as several processes that can be killed at any moment and are started again. */
export class Processes {
  #children = new Map();
  #stopped = false;

  constructor(directory, settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /** Starts the database server. */
  async openDatabase() {
    this.database = fork(join(import.meta.dirname, 'database.mjs'), [this.directory], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [urls] = await Promise.race([
      new Promise((done) => this.database.once('message', (message) => done([message]))),
      new Promise((_, fail) =>
        this.database.once('exit', (code) => fail(new Error(`The database ended with ${code}.`))),
      ),
    ]);
    this.ownerUrl = urls.ownerUrl;
    this.env = { ...process.env, ...this.settings, DATABASE_URL: urls.appUrl };
  }

  /** Runs a command of the command line and returns its JSON. */
  async command(...words) {
    const { stdout } = await run(process.execPath, [join(ROOT, 'dist/cli.js'), ...words, '--json'], {
      env: this.env,
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout);
  }

  /** What the co-ordinator would choose on the settings page: uncertain messages are sent again by themselves. */
  async chooseResending(slug) {
    const owner = new pg.Client({ connectionString: this.ownerUrl });
    await owner.connect();
    const set = `update network set settings = settings || '{"digest": {"resend": "resend"}}' where slug = $1`;
    await owner.query(set, [slug]);
    await owner.end();
  }

  /** Starts a process under a name; it is started again whenever it dies. */
  keep(name, role) {
    if (this.#stopped) return;
    const file = role === 'web' ? 'dist/main.js' : 'dist/worker.js';
    const child = spawn(process.execPath, [join(ROOT, file)], {
      env: { ...this.env, FOLKMOOT_ROLE: role, PORT: '0' },
      stdio: 'ignore',
    });
    this.#children.set(name, child);
    child.once('exit', () => setTimeout(() => this.keep(name, role), 50));
  }

  get names() {
    return [...this.#children.keys(), 'postgres'];
  }

  /** Kills one process without a warning. Returns false when it was not there to be killed. */
  kill(name) {
    try {
      if (name !== 'postgres') return this.#children.get(name).kill('SIGKILL');
      return process.kill(this.#postgres(), 'SIGKILL');
    } catch {
      return false;
    }
  }

  async close() {
    this.#stopped = true;
    for (const child of this.#children.values()) {
      child.removeAllListeners('exit');
      child.kill('SIGKILL');
    }
    if (!this.database?.connected) return;
    const ended = new Promise((done) => this.database.once('exit', done));
    this.database.disconnect();
    await ended;
  }

  #postgres() {
    return Number(readFileSync(join(this.dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  get dataDirectory() {
    return join(this.directory, 'postgres', 'data');
  }
}
