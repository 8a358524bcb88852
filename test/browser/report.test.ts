import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeHost } from '../../lib/host/index.ts';
import { codeCell, createNotebook, formatNotebook, markdownCell, type Notebook } from '../../lib/notebook/index.ts';
import { printPdf } from '../../lib/run/report/print-pdf.ts';
import { reportPage } from '../../lib/run/report/report-page.ts';
import { writeReport } from '../../lib/run/report/write-report.ts';
import { attackNotebook } from '../run/report/report-attacks.ts';
import { failedRun } from '../run/report/report-notebook.ts';
import { accessibilityProblems } from './accessibility.ts';
import { launchChromium, unpackedChromium } from './chromium.ts';
import { openWatchedPage } from './watched-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-report-test-'));
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openReport(notebook: Notebook, name: string) {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, reportPage(notebook, { path: `${name}.ipynb` }).html);
  const watched = await openWatchedPage(browser);
  await watched.page.goto(`file://${path}`);
  return watched;
}

test('a report asks for nothing, is accessible on light and on dark, and leads to the line of the error', async () => {
  const { page, requests, problems, screenshot, context } = await openReport(failedRun(), 'failed-run');
  await screenshot('report-light');
  expect(await accessibilityProblems(page, 'html')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await screenshot('report-dark');
  expect(await accessibilityProblems(page, 'html')).toEqual([]);

  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the notebook');
  await page.getByRole('link', { name: /TypeError/ }).press('Enter');
  const line = page.locator(':target');
  expect(await line.textContent()).toContain('throw new TypeError');
  expect(await line.evaluate((mark) => mark.getBoundingClientRect().top < innerHeight)).toBe(true);
  await screenshot('report-error');

  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(() => scrollTo(0, 0));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390); // nothing sticks out
  await screenshot('report-phone');
  await page.screenshot({ path: 'local_data/browser/report-phone-whole.png', fullPage: true });
  await page.setViewportSize({ width: 1400, height: 900 });
  await page.screenshot({ path: 'local_data/browser/report-whole.png', fullPage: true });
  expect(requests.filter((address) => !address.startsWith('file:') && !address.startsWith('data:'))).toEqual([]);
  expect(requests.filter((address) => address.startsWith('file:'))).toHaveLength(1);
  expect(problems).toEqual([]);
  await context.close();
});

test('nothing that a notebook brings is run or fetched', async () => {
  const { page, requests, context } = await openReport(attackNotebook(), 'attacks');
  await page.screenshot({ path: 'local_data/browser/report-attacks.png', fullPage: true });
  expect(await page.evaluate(() => (window as unknown as { attacked?: unknown }).attacked)).toBeUndefined();
  expect(page.url()).toMatch(/attacks\.html$/);
  for (const link of await page.locator('main a[href]').all())
    expect(await link.evaluate((a) => (a as HTMLAnchorElement).protocol)).toMatch(/^(?:https?|file|mailto):$/);
  const elements =
    'script,iframe,object,embed,form,input,button,link[rel],video,audio,math,main svg,main style,main [onerror]';
  expect(await page.locator(elements).count()).toBe(0);
  expect(await page.locator('base, meta[http-equiv="refresh" i]').count()).toBe(0);
  expect(requests.filter((address) => !address.startsWith('data:'))).toHaveLength(1);
  await context.close();
});

test('on paper code is cut by the end of a page only where it is long', async () => {
  const long = Array.from({ length: 120 }, (_, line) => `const a${line}: number = ${line};`).join('\n');
  const cells = [codeCell('const a: number = 1;\na'), codeCell(long)];
  const { page, context } = await openReport(createNotebook({ cells }), 'paper');
  const breaks = () =>
    page.locator('.input').evaluateAll((all) => all.map((each) => getComputedStyle(each).breakInside));
  expect(await breaks()).toEqual(['auto', 'auto']);
  await page.emulateMedia({ media: 'print' });
  expect(await breaks()).toEqual(['avoid', 'auto']);
  await context.close();
});

test('a PDF is printed by the Chromium of CHROME_PATH; without one the error says what to install', async () => {
  const chromium = unpackedChromium();
  const long = markdownCell(`# Long\n\n${'A paragraph that goes on.\n\n'.repeat(120)}`);
  const { html } = reportPage(createNotebook({ cells: [long, codeCell('1 + 1')] }));
  const env = {
    ...process.env,
    CHROME_PATH: join(chromium, 'chromium'),
    LD_LIBRARY_PATH: join(chromium, 'al2023', 'lib'),
    FONTCONFIG_FILE: join(chromium, 'fonts.conf'),
  };
  const pdf = Buffer.from(await printPdf(html, { ...nodeHost, env })).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect([...pdf.matchAll(/\/Type\s*\/Page\b/g)].length).toBeGreaterThan(1);
  const notebook = join(folder, 'long.ipynb');
  writeFileSync(notebook, formatNotebook(createNotebook({ cells: [long] })));
  const written = await writeReport(notebook, { pdf: true }, { ...nodeHost, env });
  expect([written.html, written.pdf]).toEqual([join(folder, 'long.html'), join(folder, 'long.pdf')]);
  expect(readFileSync(join(folder, 'long.pdf'), 'latin1').startsWith('%PDF-')).toBe(true);
  await expect(printPdf(html, { ...nodeHost, env: { CHROME_PATH: '/no/such/chromium' } })).rejects.toMatchObject({
    code: 'run-report-browser',
    hint: expect.stringContaining('CHROME_PATH'),
  });
});
