import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { beyondTheEdge } from './person.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What was seen of one page. */
export interface Examined {
  path: string;
  status: number;
  /** Each rule of WCAG 2.0 to 2.2, A and AA, that it breaks, and where. */
  broken: string[];
  /** Pixels beyond the right edge of the screen. */
  beyond: number;
  /** Bytes of the page itself, and of its stylesheets, compressed. */
  html: number;
  css: number;
}

interface Found {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
}

/** Runs the automated rules on the page that is open, and weighs it. */
export async function examine(page: Page, response: Response): Promise<Examined> {
  const { pathname, search } = new URL(page.url());
  return {
    path: pathname + search,
    status: response.status(),
    broken: await brokenRules(page),
    beyond: await beyondTheEdge(page),
    html: gzipSync(await response.body()).length,
    css: await weighStyles(page),
  };
}

/** Returns what the automated rules have against the page that is open. */
export async function brokenRules(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const options = { runOnly: TAGS, rules: { 'target-size': { enabled: true } }, iframes: false };
  const run = `axe.run(document, ${JSON.stringify({ ...options, resultTypes: ['violations'] })})`;
  const { violations } = await page.evaluate<Found>(run);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

const weights = new Map<string, number>();

async function weighStyles(page: Page): Promise<number> {
  const links = await page.locator('link[rel=stylesheet]').all();
  let sum = 0;
  for (const link of links) {
    const address = new URL((await link.getAttribute('href'))!, page.url()).href;
    if (!weights.has(address)) {
      const body = await (await page.context().request.get(address)).body();
      weights.set(address, gzipSync(body).length);
    }
    sum += weights.get(address)!;
  }
  return sum;
}
