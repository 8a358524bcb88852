import { writeFileSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { WatchEvent } from '../../lib/library/watch/events.ts';
import { makeProject, notebookText } from '../library/make-project.ts';
import { startLines } from './server/server-process.ts';

const program = join(import.meta.dirname, '../../bin/octavo.js');
const cells = (price: number, tax: number) => [
  '//| default_exp price/net',
  `//| export\nfunction net(gross: number): number {\n  return gross / ${price};\n}`,
  `//| export\nconst tax = ${tax};`,
];
const project = await makeProject({ 'notebooks/net.ipynb': cells(1, 1), 'notebooks/other.ipynb': ['1 + 1'] });
afterAll(() => project.remove());

test('octavo watch answers fifty saves on both sides, each once, and ends at once', async () => {
  const watch = startLines(process.execPath, [program, 'watch', '--json'], { cwd: project.root });
  const next = async () => JSON.parse(await watch.next()) as WatchEvent;
  expect([(await next()).type, (await next()).type]).toEqual(['exported', 'watching']);
  const [notebook, module] = ['notebooks/net.ipynb', 'lib/price/net.ts'];
  for (let turn = 2; turn < 52; turn++) {
    const isNotebook = turn % 2 === 0;
    const path = isNotebook ? notebook : module;
    const text = isNotebook
      ? notebookText(cells(turn, turn - 1))
      : (await project.read(module)).replace(/tax = \d+/, `tax = ${turn}`);
    const isRenamed = turn % 4 < 2;
    writeFileSync(join(project.root, isRenamed ? `${path}~` : path), text);
    if (isRenamed) await rename(join(project.root, `${path}~`), join(project.root, path));
    expect(await next()).toMatchObject({ type: isNotebook ? 'exported' : 'updated', from: [path] });
    const [inNotebook, inModule] = await Promise.all(
      [notebook, module].map((one) => readFile(join(project.root, one), 'utf8')),
    );
    expect(inModule).toContain(isNotebook ? `gross / ${turn};` : `tax = ${turn};`);
    expect(inNotebook).toContain(isNotebook ? `gross / ${turn};` : `tax = ${turn};`);
  }
  watch.child.kill('SIGINT');
  await expect(watch.next()).rejects.toThrow('it ended'); // and has said nothing more
  expect([await watch.ended, watch.stderr()]).toEqual([0, '']);
});

test('octavo watch says what is missing where there are no notebooks', async () => {
  const bare = await makeProject({});
  const watch = startLines(process.execPath, [program, 'watch'], { cwd: bare.root });
  expect(await watch.ended).toBe(1);
  expect(watch.stderr()).toMatch(/There is no folder notebooks[\s\S]*try: mkdir notebooks/);
  await bare.remove();
});
