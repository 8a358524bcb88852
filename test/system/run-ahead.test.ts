import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { begin, end } from '../../lib/cli/run-ahead.ts';
import { runNotebook } from '../../lib/run/index.ts';
import { descendants } from './run-workplace.ts';

// What `octavo run` starts by the look of its words, before it has read the notebook.

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-ahead-')));
const notebook = (name: string, source: string, kernelspec: object) => {
  const cell = { cell_type: 'code', id: 'a1', metadata: {}, source, outputs: [], execution_count: null };
  const text = JSON.stringify({ cells: [cell], metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const input = notebook('in.ipynb', 'console.log(process.pid, process.env.SEEN)', { name: 'octavo', display_name: 'O' });
const python = notebook('python.ipynb', 'print(1)', { name: 'python3', display_name: 'P', language: 'python' });
afterAll(() => rmSync(folder, { recursive: true }));

const started = () =>
  descendants(process.pid).flatMap(({ pid, command }) => {
    if (/kernel.evaluator.main/.test(command)) return [{ what: 'evaluator', pid }];
    return /\btsc --lsp\b/.test(command) ? [{ what: 'types', pid }] : [];
  });
const kinds = () =>
  started()
    .map(({ what }) => what)
    .sort();
const nothingRuns = async () => {
  while (started().length > 0) await sleep(20);
};
afterEach(async () => {
  end();
  await nothingRuns();
});

async function run(options: Parameters<typeof runNotebook>[1]): Promise<string> {
  const result = await runNotebook(input, { ...options, output: null, warn: () => undefined });
  expect(result.status).toBe('completed');
  return JSON.stringify(result.outputs);
}

test('a run takes what was started for it, and it alone', async () => {
  await begin([input, join(folder, 'out.ipynb')]);
  while (kinds().length < 2) await sleep(20);
  const [evaluator] = started().filter(({ what }) => what === 'evaluator');
  expect(await run({})).toContain(`${evaluator?.pid} undefined`);
  expect(await run({})).not.toContain(`${evaluator?.pid} `);
  await nothingRuns();
});

test('a run in other surroundings has its own, and what was started for others is ended', async () => {
  await begin([input, '--types', 'off']);
  while (kinds().length < 1) await sleep(20);
  const [evaluator] = started();
  expect(kinds()).toEqual(['evaluator']);
  const printed = await run({ types: 'off', env: { SEEN: 'yes', NODE_OPTIONS: '--no-warnings' } });
  expect(printed).toContain(' yes');
  expect(printed).not.toContain(`${evaluator?.pid} `);
  await nothingRuns();
});

test('nothing is started where no kernel of Octavo will be needed, and nothing is left when it was not', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.ipynb')]); // to read it would wait for a writer
  const others = [
    [python],
    [input, '--help'],
    [input, '-k', 'python3'],
    [input, '--kernel=python3'],
    [input, '--grid', 'a=1,2'],
    [join(folder, 'none.ipynb')],
    [join(folder, 'pipe.ipynb')],
    ['-'],
    [],
  ];
  for (const words of others) {
    await begin(words);
    expect(kinds(), words.join(' ')).toEqual([]);
  }
  await begin([input]);
  while (kinds().length < 2) await sleep(20);
  end();
  await nothingRuns();
});
