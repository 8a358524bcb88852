import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { hasRun, interrupt, newCell, outputs, outputText, prompt, restart, startNewCell } from './kernel-user.ts';
import { test } from './lab-test.ts';
import { cells, chooseMenu, openNotebook, runNewCell } from './lab-user.ts';
import type { TemporaryProject } from './temporary-project.ts';

interface SavedCell {
  outputs: { output_type: string; ename?: string }[];
}

function savedCells(project: TemporaryProject, path: string): SavedCell[] {
  return JSON.parse(readFileSync(join(project.root, path), 'utf8')).cells;
}

test('a cell that is typed runs by Shift+Enter, and the next one knows its names', async ({ project, lab, page }) => {
  project.notebook('typed.ipynb', ['']);
  await openNotebook(page, lab, 'typed.ipynb');
  const first = page.locator('.jp-Notebook-cell').first();
  await first.getByRole('textbox').click();
  await page.keyboard.type('const prices: number[] = [3, 4];');
  await page.keyboard.press('Enter');
  await page.keyboard.type('prices.reduce((sum, price) => sum + price)');
  await page.keyboard.press('Shift+Enter'); // makes the next cell, too, and goes into it
  await hasRun(first);
  await expect.poll(() => outputText(first)).toBe('7');
  await page.keyboard.type('prices.length');
  await page.keyboard.press('Shift+Enter');
  const second = page.locator('.jp-Notebook-cell').nth(1);
  await expect.poll(() => outputText(second)).toBe('2');
  expect(await second.locator('.jp-OutputPrompt').textContent()).toBe('[2]:');
});

test('the stop button ends an endless loop and a wait, and the variables are still there', async ({
  project,
  lab,
  page,
}) => {
  project.notebook('loop.ipynb', ['const name = "Ada";']);
  await openNotebook(page, lab, 'loop.ipynb');
  await chooseMenu(page, 'Run', 'Run All Cells');
  const loop = await startNewCell(page, 'let turns = 0;\nconsole.log("begun");\nwhile (true) turns++;');
  await outputs(loop).getByText('begun').waitFor(); // it arrives while the loop holds the thread
  await interrupt(page);
  await hasRun(loop);
  expect(await outputText(loop)).toContain('KeyboardInterrupt');

  const wait = await startNewCell(page, 'console.log("waits");\nawait new Promise(() => {});');
  await outputs(wait).getByText('waits').waitFor();
  await interrupt(page);
  await hasRun(wait);
  expect(await outputText(wait)).toContain('KeyboardInterrupt');

  const after = await runNewCell(page, '[name, turns > 0].join()');
  await expect.poll(() => outputText(after)).toBe("'Ada,true'");
});

test('a restart forgets the variables; `Restart and run all` makes them again', async ({ project, lab, page }) => {
  project.notebook('names.ipynb', ['let visits = 10;', 'visits += 1;\n[visits, process.pid].join()']);
  await openNotebook(page, lab, 'names.ipynb');
  await chooseMenu(page, 'Run', 'Run All Cells');
  const second = page.locator('.jp-Notebook-cell').nth(1);
  await outputs(second).getByText('11,').waitFor();
  const before = await outputText(second);

  await restart(page);
  const forgotten = await runNewCell(page, '//| types: off\nvisits');
  await outputs(forgotten).getByText('ReferenceError: visits is not defined').waitFor();
  await prompt(forgotten, '[1]').waitFor(); // counts from one again

  await page.keyboard.press('Escape');
  await page.keyboard.press('d');
  await page.keyboard.press('d'); // away with the cell that fails
  await restart(page, 'Restart the kernel and run all cells');
  await expect.poll(() => outputText(second)).not.toBe(before); // another process
  await outputs(second).getByText('11,').waitFor();
  await prompt(second, '[2]').waitFor();
});

test('questions are answered in the box below the cell, a password unseen; an open one can be interrupted', async ({
  project,
  lab,
  page,
  watched,
}) => {
  project.notebook('questions.ipynb', []);
  await openNotebook(page, lab, 'questions.ipynb');
  const ask = async (source: string) => {
    const cell = await startNewCell(page, source);
    const box = cell.locator('.jp-Stdin-input');
    await box.waitFor();
    await expect.poll(() => box.evaluate((input) => input === document.activeElement)).toBe(true);
    return { cell, box };
  };
  const answer = async (text: string) => {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };

  const { cell: greeting } = await ask("const name = await input('Your name?');\n['Hello', name].join(' ')");
  await watched.screenshot('kernel-question');
  await answer('Ada 𝒜');
  await expect.poll(() => outputText(greeting)).toContain("'Hello Ada 𝒜'");
  const { cell: sum } = await ask("Number(prompt('Age?')) + 1");
  await answer('41');
  await expect.poll(() => outputText(sum)).toContain('42');

  const { cell: secret, box } = await ask("(await input('Password:', { password: true })).length");
  expect(await box.getAttribute('type')).toBe('password');
  await answer('sesame');
  await expect.poll(() => outputText(secret)).toMatch(/6$/);
  expect(await secret.textContent()).not.toContain('sesame');

  for (const question of ["await input('Never?')", "prompt('Never?')"]) {
    const { cell, box } = await ask(question);
    await interrupt(page);
    await hasRun(cell);
    expect(await outputText(cell)).toContain('KeyboardInterrupt');
    await box.click(); // JupyterLab leaves the box: what is typed there is no answer to the next question
    await answer('stale');
  }
  const { cell: fresh } = await ask("await input('Again?')");
  await answer('fresh');
  await expect.poll(() => outputText(fresh)).toContain("'fresh'");
});

test('output that comes late goes to its own cell while another one runs', async ({ project, lab, page }) => {
  project.notebook('late.ipynb', []);
  await openNotebook(page, lab, 'late.ipynb');
  const go = join(project.root, 'go');
  const clock = await runNewCell(
    page,
    'let ticks = 0;\nconst clock = setInterval(() => console.log("tick", ++ticks, ";"), 50);',
  );
  const other = await startNewCell(
    page,
    `const { existsSync } = await import('node:fs');
    while (!existsSync(${JSON.stringify(go)})) await new Promise((resolve) => setTimeout(resolve, 20));
    console.log('the other cell');`,
  );
  const seen = (await outputText(clock)).split('\n').length;
  await outputs(clock)
    .getByText(`tick ${seen + 3} ;`)
    .waitFor();
  expect(await prompt(other, '[*]').count()).toBe(1);
  project.file('go', '');
  await hasRun(other);
  expect(await outputText(other)).toBe('the other cell\n');
  await runNewCell(page, 'clearInterval(clock);');
});

test('an error that comes late stands below its own cell, and the kernel lives on', async ({ project, lab, page }) => {
  project.notebook('late-failure.ipynb', []);
  await openNotebook(page, lab, 'late-failure.ipynb');
  const source = 'const started = true;\nsetTimeout(() => {\n  throw new RangeError("too late");\n}, 300);\nstarted';
  const failing = await runNewCell(page, source);
  const after = await runNewCell(page, 'started');
  await outputs(failing).getByText('RangeError: too late').waitFor();
  expect(await outputText(failing)).toMatch(/> 3 \|\s+throw new RangeError/);
  await expect.poll(() => outputText(after)).toBe('true');
  await page.keyboard.press('Control+S');
  const kinds = () => savedCells(project, 'late-failure.ipynb')[1]?.outputs.map((output) => output.ename ?? 'result');
  await expect.poll(kinds).toEqual(['result', 'RangeError']); // and not as text on stderr
  const later = await runNewCell(page, '1 + 1');
  await expect.poll(() => outputText(later)).toBe('2');
});

test('after an error in `Run all` the cells behind it do not run', async ({ project, lab, page }) => {
  project.notebook('queue.ipynb', ['console.log("one")', 'throw new Error("two")', 'console.log("three")', '4']);
  await openNotebook(page, lab, 'queue.ipynb');
  await chooseMenu(page, 'Run', 'Run All Cells');
  const cell = (index: number) => page.locator('.jp-Notebook-cell').nth(index);
  await prompt(cell(1), '[2]').waitFor();
  await outputs(cell(1)).getByText('Error: two').waitFor();
  for (const index of [2, 3]) {
    await prompt(cell(index), '[ ]').waitFor();
    expect(await outputs(cell(index)).count()).toBe(0);
  }
  await cell(3).click();
  await page.keyboard.press('Shift+Enter'); // what is asked for afterwards runs
  await expect.poll(() => outputText(cell(3))).toBe('4');
});

test('a notebook that is saved and opened again shows its outputs', async ({ project, lab, page }) => {
  project.notebook('saved.ipynb', ['console.log("printed");\n[1, 2]', 'throw new Error("kept")']);
  await openNotebook(page, lab, 'saved.ipynb');
  await chooseMenu(page, 'Run', 'Run All Cells');
  const failing = page.locator('.jp-Notebook-cell').nth(1);
  await prompt(failing, '[2]').waitFor();
  const before = await page.locator('.jp-OutputArea-output').allTextContents();
  await page.keyboard.press('Control+S');
  const saved = () => savedCells(project, 'saved.ipynb');
  await expect.poll(() => saved()[1]?.outputs.length).toBe(1);
  const types = saved().flatMap((cell) => cell.outputs.map((output) => output.output_type));
  expect(types).toEqual(['stream', 'execute_result', 'error']);

  await page.reload();
  await cells(page).waitFor();
  await outputs(failing).waitFor();
  expect(await page.locator('.jp-OutputArea-output').allTextContents()).toEqual(before);
  const cell = await newCell(page);
  await page.keyboard.type('1 + 1');
  await page.keyboard.press('Control+Enter'); // the kernel was kept by the reload
  await prompt(cell, '[3]').waitFor();
});
