import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { descendants, ended } from '../system/run-workplace.ts';
import { accessibilityProblems } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { foreignHosts } from './net-log.ts';
import { foreignRequests, openWatchedPage } from './watched-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-chromium-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a request that leaves the machine, an uncaught error and a message of the console are seen', async () => {
  const netLog = join(folder, 'net-log.json');
  const browser = await launchChromium({ netLog });
  try {
    const watched = await openWatchedPage(browser);
    watched.expectProblem(/this one is expected/);
    const image = watched.page.waitForEvent('requestfailed');
    const uncaught = watched.page.waitForEvent('pageerror');
    await watched.page.setContent(`<img src="http://pictures.example/iris.png"><script>
      console.error('seen'); console.error('this one is expected'); throw new Error('thrown');</script>`);
    await Promise.all([image, uncaught]);
    expect(foreignRequests(watched.requests)).toEqual(['http://pictures.example/iris.png']);
    const problems = watched.problems.join('\n');
    expect(problems).toContain('seen');
    expect(problems).toContain('thrown');
    expect(problems).not.toContain('expected');
  } finally {
    await browser.close();
  }
  expect(foreignHosts(netLog)).toEqual(['pictures.example']);
});

test('a button without a name and an image without a text are found', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.setContent('<main><button></button><img src="data:,"><button>Named</button></main>');
    const problems = await accessibilityProblems(page, 'main');
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(['button-name', 'image-alt']);
  } finally {
    await browser.close();
  }
});

test('Chromium ends when the process that started it is killed, and writes nothing into its home', async () => {
  const home = join(folder, 'home');
  const launch = `const { launchChromium, unpackedChromium } = await import(${JSON.stringify(join(import.meta.dirname, 'chromium.ts'))});
    const unpacked = unpackedChromium();
    process.env.TMPDIR = ${JSON.stringify(folder)}; // what a killed process cannot take away goes there
    const browser = await launchChromium({}, unpacked);
    await (await browser.newPage()).setContent('<p>here');
    console.log('ready');
    setInterval(() => {}, 1000);`;
  const env = { ...process.env, HOME: home };
  const parent = spawn(process.execPath, ['--input-type=module', '-e', launch], { env });
  let printed = '';
  parent.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
  await expect.poll(() => printed).toContain('ready');
  const started = descendants(parent.pid as number);
  expect(started.some((process) => process.command.includes('--headless'))).toBe(true);
  parent.kill('SIGKILL');
  await ended(started.map((process) => process.pid));
  expect(() => readdirSync(home)).toThrow('ENOENT');
});
