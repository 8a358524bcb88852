import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { test } from './lab-test.ts';
import { kernelIdle, openLauncher, runNewCell } from './lab-user.ts';

test('a new notebook from the launcher runs TypeScript, and an error shows its cell and line', async ({
  project,
  lab,
  page,
  watched,
}) => {
  await openLauncher(page, lab);
  const launcher = page.getByRole('tabpanel', { name: 'Launcher' });
  const cards = launcher.getByRole('button', { name: 'TypeScript (Octavo)' });
  await expect.poll(() => cards.count()).toBe(2); // one for a notebook, one for a console
  const logo = cards.first().getByRole('img');
  await expect.poll(() => logo.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  await watched.screenshot('launcher');
  await cards.first().click();
  await page.getByRole('tab', { name: 'Untitled.ipynb' }).waitFor();
  await kernelIdle(page);

  const sum = await runNewCell(page, 'const prices: number[] = [3, 4];\nprices.reduce((sum, price) => sum + price)');
  await expect.poll(() => sum.locator('.jp-OutputArea-output').textContent()).toBe('7');

  const failing = await runNewCell(page, 'const total = 1;\nthrow new RangeError("too dear");');
  const output = failing.locator('.jp-OutputArea-output');
  await output.getByText('RangeError: too dear').waitFor();
  const text = await output.textContent();
  expect(text).toMatch(/cell [0-9a-f]{8} \[2\] line 2/); // the beginning of the UUID that the lab made
  expect(text).toContain('> 2 | throw new RangeError("too dear");');
  await watched.screenshot('error');

  await page.keyboard.press('Control+S');
  await page.getByRole('dialog').getByRole('textbox').fill('prices.ipynb');
  await page.getByRole('button', { name: 'Rename and Save' }).click();
  await page.getByRole('tab', { name: 'prices.ipynb' }).waitFor();
  const saved = () => JSON.parse(readFileSync(join(project.root, 'prices.ipynb'), 'utf8'));
  await expect.poll(() => saved().cells.at(-1)?.outputs?.[0]?.ename).toBe('RangeError');
  expect(saved().metadata.kernelspec.name).toBe('tslab'); // so that it opens wherever tslab is
});
