import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe } from '@jest/globals';
import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core';

const ROOT = resolve(import.meta.dirname, '../..');
const CHROMIUM = process.env.FOLKMOOT_TEST_CHROMIUM ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Runs the stories where there is a browser. On the build machine a missing one is a failure, not a reason to skip. */
export const withBrowser: typeof describe = (
  existsSync(CHROMIUM) || process.env.CI ? describe : describe.skip
) as typeof describe;

/** Widths at which every page is looked at: an old phone and a desk. */
export const WIDTHS = [360, 1280];

/** The built product, running by itself on a free port with a state directory of its own. */
export class Product {
  /** Addresses of kept messages that somebody has opened already. */
  readonly read = new Set<string>();

  private constructor(
    readonly base: string,
    readonly stateDir: string,
    private readonly child: ChildProcess,
    private readonly browser: Browser,
    private readonly said: string,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<Product> {
    const stateDir = mkdtempSync(join(tmpdir(), 'folkmoot-browser-'));
    const port = await freePort();
    const wide = {
      FOLKMOOT_LIMIT_ANONYMOUS: '100000',
      FOLKMOOT_LIMIT_SIGN_IN_PER_PREFIX: '1000',
      FOLKMOOT_LIMIT_SIGN_IN_PER_ADDRESS: '1000',
    };
    const child = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
      env: {
        ...process.env,
        NODE_ENV: 'development',
        PORT: String(port),
        FOLKMOOT_STATE_DIR: stateDir,
        FOLKMOOT_LOG_LEVEL: 'error',
        ...wide,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = await new Promise<string>((done, fail) => {
      let text = '';
      child.stdout!.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('Folkmoot is ready')) done(text);
      });
      child.once('exit', (code) => fail(new Error(`The product ended with ${code}.`)));
    });
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
    return new Product(`http://localhost:${port}`, stateDir, child, browser, said);
  }

  /** Where the example network is, as the first start has printed it. */
  get network(): string {
    return new URL(this.said.match(/ is at (\S+)/)![1]).pathname;
  }

  /** The e-mail address of the first person with this role, as the first start has printed it. */
  address(role: string): string {
    const line = this.said.split('\n').find((one) => new RegExp(`  ${role}(,|$)`).test(one));
    return line!.match(/\S+@\S+/)![0];
  }

  /** What the command line answers while the product runs. */
  command<T>(...words: string[]): T {
    const answer = spawnSync(process.execPath, [join(ROOT, 'dist/cli.js'), ...words, '--json'], {
      env: { ...process.env, FOLKMOOT_STATE_DIR: this.stateDir },
      encoding: 'utf8',
    });
    return JSON.parse(answer.stdout) as T;
  }

  /** A new browser profile; scripts are off unless asked for. */
  open(options: BrowserContextOptions = {}) {
    return this.browser.newContext({
      javaScriptEnabled: false,
      baseURL: this.base,
      viewport: { width: 1280, height: 900 },
      ...options,
    });
  }

  async stop(): Promise<void> {
    await this.browser.close();
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await ended;
    rmSync(this.stateDir, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
