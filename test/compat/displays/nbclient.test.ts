import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { installKernelSpec } from '../../../lib/kernel/index.ts';
import { codeCell, createNotebook, formatNotebook, type Output, parseNotebook } from '../../../lib/notebook/index.ts';
import { peers } from '../peers.ts';

const octavoHome = join(import.meta.dirname, '..', '..', '..');

/** What is displayed, renewed and cleared, in the notebook that nbclient keeps and in the one that `octavo run` keeps. */
describe.skipIf(!peers)('outputs as nbclient keeps them', () => {
  const project = mkdtempSync(join(tmpdir(), 'octavo-displays-'));
  const env = {
    ...process.env,
    OCTAVO_TRACK: 'off',
    OCTAVO_TYPES: 'off',
    JUPYTER_DATA_DIR: join(project, 'nothing'),
    JUPYTER_PATH: join(project, '.octavo', 'jupyter'),
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  };
  beforeAll(async () => {
    writeFileSync(join(project, 'package.json'), '{ "name": "some-project", "type": "module" }');
    mkdirSync(join(project, 'node_modules'));
    symlinkSync(octavoHome, join(project, 'node_modules', 'octavo'));
    await installKernelSpec({ scope: 'project' }, { ...nodeHost, cwd: () => project, env });
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  const outputsBy = (command: string, args: string[]): Output[][] => {
    const { status, stderr } = spawnSync(command, [...args, 'in.ipynb', 'out.ipynb'], {
      cwd: project,
      env,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    return parseNotebook(readFileSync(join(project, 'out.ipynb'), 'utf8')).cells.map(({ outputs }) => [...outputs]);
  };

  const cases: Record<string, string[]> = {
    'a display renewed in its cell': ["const a = newDisplay(); a.text('1'); console.log('x'); a.html('<b>2</b>');"],
    'a display renewed from a later cell': ["const b = newDisplay(); b.text('1');", "b.text('2'); b.text('3');"],
    'output cleared at once': ["console.log('x'); display.text('1'); clearOutput(); console.log('y');"],
    'output cleared, and nothing after it': ["console.log('x'); clearOutput();"],
    'output cleared with the next': ["console.log('x'); clearOutput({ wait: true }); display.text('1');"],
    'output to be cleared with one that never comes': ["console.log('x'); clearOutput({ wait: true });"],
    'output cleared again and again': ['for (let n = 0; n < 50; n++) { clearOutput({ wait: true }); console.log(n); }'],
    'a display renewed after it was cleared': ["const c = newDisplay(); c.text('1'); clearOutput(); c.text('2');"],
    'a table, a tree, an image': [
      '[{ a: 1, b: 2 }]',
      'new Map([[1, 2]])',
      "display.png(new Uint8Array([1]), { metadata: { 'image/png': { width: 1 } } })",
    ],
    'a bar': ["import { progress } from 'octavo/track'; for (const n of progress([])) console.log(n);"],
  };
  const kept: { theirs: Output[][]; ours: Output[][] } = { theirs: [], ours: [] };

  beforeAll(() => {
    const sources = ["import { clearOutput } from 'octavo/kernel';", ...Object.values(cases).flat()];
    const metadata = { kernelspec: { name: 'octavo', display_name: 'TypeScript', language: 'typescript' } };
    const cells = sources.map((source) => codeCell(source));
    writeFileSync(join(project, 'in.ipynb'), formatNotebook(createNotebook({ cells, metadata })));
    kept.theirs = outputsBy(join(peers?.bin ?? '', 'papermill'), ['--no-progress-bar']);
    kept.ours = outputsBy(process.execPath, [join(octavoHome, 'bin', 'octavo.js'), 'run']);
  });

  test.each(Object.keys(cases))('%s', (name) => {
    const names = Object.entries(cases).flatMap(([one, sources]) => sources.map(() => one));
    const outputs = ({ theirs, ours }: typeof kept) =>
      [theirs, ours].map((all) => all.slice(1).filter((_, cell) => names[cell] === name));
    const [theirs, ours] = JSON.parse(JSON.stringify(outputs(kept)).replace(/\d+ ms/g, '0 ms')) as Output[][][];
    expect(theirs).toHaveLength(cases[name]?.length ?? 0);
    expect(ours).toEqual(theirs);
  });
});
