import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeHost } from '../../lib/host/index.ts';
import { hasBrowser, openInBrowser } from '../../lib/lab/open-in-browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-browser-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hostWith = (env: Record<string, string | undefined>) => ({ ...nodeHost, env });

test.runIf(process.platform === 'linux')('hasBrowser() asks for a desktop, or for a browser that is named', () => {
  expect(hasBrowser(hostWith({}))).toBe(false);
  expect(hasBrowser(hostWith({ DISPLAY: ':0' }))).toBe(true);
  expect(hasBrowser(hostWith({ WAYLAND_DISPLAY: 'wayland-0' }))).toBe(true);
  expect(hasBrowser(hostWith({ BROWSER: 'lynx' }))).toBe(true);
  expect(hasBrowser(hostWith({ DISPLAY: ':0', BROWSER: 'none' }))).toBe(false);
});

test('openInBrowser() leads the browser to the lab without a token in its command line', async () => {
  const browser = join(folder, 'browser.mjs');
  const seen = join(folder, 'seen.json');
  writeFileSync(
    browser,
    `import { writeFileSync } from 'node:fs';
     const { status } = await fetch(new URL('/guess', process.argv[2]));
     const response = await fetch(process.argv[2], { redirect: 'manual' });
     writeFileSync(${JSON.stringify(seen)}, JSON.stringify({
       argv: process.argv.slice(2), guess: status, status: response.status, location: response.headers.get('location'),
     }));`,
  );
  const url = 'http://127.0.0.1:8888/lab?token=secret';
  const host = hostWith({ ...process.env, BROWSER: `${process.execPath} ${browser} %s` });
  expect(await openInBrowser(url, host)).toBe(true);
  await expect.poll(() => readFileSync(seen, { encoding: 'utf8', flag: 'a+' })).not.toBe('');
  const found = JSON.parse(readFileSync(seen, 'utf8'));
  expect(found).toMatchObject({ guess: 404, status: 302, location: url });
  expect(found.argv.join(' ')).not.toContain('secret');
});

test('openInBrowser() tells that no browser came', async () => {
  expect(await openInBrowser('http://127.0.0.1:8888/', hostWith({ BROWSER: join(folder, 'missing') }))).toBe(false);
});
