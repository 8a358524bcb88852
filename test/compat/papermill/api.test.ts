import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { formatNotebook, readNotebook } from '../../../lib/notebook/index.ts';
import { runNotebook } from '../../../lib/run/index.ts';
import { peers } from '../peers.ts';
import { judge } from './compare.ts';
import type { DeviationName } from './deviations.ts';
import { showDifference } from './differences.ts';
import type { Loose } from './normalise.ts';
import { peerEnvironment } from './papermill-process.ts';
import { fixture, removeFolders, workFolder } from './side-by-side.ts';

// `papermill.execute_notebook` and `runNotebook`, given a path or a notebook, and no output.

const deviation = (line: DeviationName) => line;

const program = `
import json, nbformat, papermill, sys
path = sys.argv[1]
for given in (path, nbformat.read(path, as_version=4)):
    executed = papermill.execute_notebook(given, None, parameters=json.loads(sys.argv[2]), progress_bar=False)
    print(json.dumps(json.loads(nbformat.writes(executed))))
`;

describe.skipIf(!peers)('runNotebook() and papermill.execute_notebook()', () => {
  afterAll(removeFolders);
  afterEach(() => vi.unstubAllEnvs());

  test('return the same notebook for a path and for a notebook, and write none', async () => {
    const folder = workFolder('api', { 'in.ipynb': fixture('no-language-info') });
    const path = join(folder, 'in.ipynb');
    const given = { a: 1, b: [1.5, null, 'x'], c: { d: true } };
    const options = { cwd: folder, env: peerEnvironment(), encoding: 'utf8' as const };
    const printed = execFileSync(peers?.python as string, ['-c', program, path, JSON.stringify(given)], options);
    const theirs = printed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const ours = [];
    vi.stubEnv('JUPYTER_PATH', peers?.jupyterPath);
    for (const place of [path, await readNotebook(path)]) {
      const result = await runNotebook(place, { output: null, parameters: given, cwd: folder, warn: () => undefined });
      ours.push(JSON.parse(formatNotebook(result.notebook)));
    }
    const side = (notebook: Loose) => ({ code: 0, stdout: '', stderr: '', notebook, folder });
    for (const [index, notebook] of ours.entries()) {
      const sides = { papermill: side(theirs[index]), octavo: side(notebook) };
      const { undeclared, stale } = judge(sides, index === 0 ? [] : [deviation('a notebook object as input')]);
      expect([undeclared.map(showDifference), stale]).toEqual([[], []]);
    }
  });
});
