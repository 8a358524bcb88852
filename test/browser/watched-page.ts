import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const screenshots = join(import.meta.dirname, '../../local_data/browser');

/** A browser window of its own (cookies, storage) that keeps what went wrong in it, and where its requests went. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  requests: string[]; // every address asked for, also those that failed
  problems: string[]; // errors of the console and uncaught exceptions, but for expected ones
  expectProblem: (pattern: RegExp) => void; // from now on
  screenshot: (name: string) => Promise<void>; // local_data/browser/<name>.png
}

export async function openWatchedPage(browser: Browser): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    permissions: ['clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const requests: string[] = [];
  const problems: string[] = [];
  const expected: RegExp[] = [];
  const problem = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) problems.push(text);
  };
  context.on('request', (request) => requests.push(request.url()));
  page.on('websocket', (socket) => requests.push(socket.url()));
  page.on('pageerror', (error) => problem(`uncaught ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problem(`${message.text()} (${message.location().url})`);
  });
  return {
    page,
    context,
    requests,
    problems,
    expectProblem: (pattern) => expected.push(pattern),
    screenshot: async (name) => {
      mkdirSync(screenshots, { recursive: true });
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
  };
}

/** Those of the addresses that are not on this machine. */
export function foreignRequests(addresses: string[]): string[] {
  return addresses.filter((address) => {
    const { protocol, hostname } = new URL(address);
    return !['blob:', 'data:', 'about:'].includes(protocol) && !['127.0.0.1', 'localhost'].includes(hostname);
  });
}
