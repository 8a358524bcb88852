import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peers } from '../test/compat/peers.ts';
import type { Contender } from './measure.ts';

const root = join(import.meta.dirname, '..');

/** `octavo run` against papermill with ipykernel and papermill with stock tslab, on a notebook of five code cells. */
export function runContenders(scratch: string): Contender[] {
  if (!peers) throw new Error('the peers are not installed: type `node scripts/peers.ts` first');
  const project = join(scratch, 'project');
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "name": "bench", "private": true }\n'); // its records stay in there
  for (const language of ['typescript', 'python']) {
    cpSync(join(root, 'bench', 'notebooks', `five-cells-${language}.ipynb`), join(project, `${language}.ipynb`));
  }
  const papermill = (name: string, language: string, cwd: string): Contender => {
    const output = join(project, `${name.replaceAll(' ', '-')}.ipynb`);
    return {
      ...{
        name,
        command: join(peers?.bin ?? '', 'papermill'),
        args: [join(project, `${language}.ipynb`), output],
        cwd,
      },
      env: { JUPYTER_PATH: peers?.jupyterPath ?? '' },
      readResult: () => printedText(output),
    };
  };
  const output = join(project, 'octavo.ipynb');
  return [
    {
      ...{ name: 'octavo run', command: process.execPath, cwd: project },
      args: [join(root, 'bin', 'octavo.js'), 'run', 'typescript.ipynb', output],
      readResult: () => printedText(output),
    },
    papermill('papermill + ipykernel', 'python', project),
    // Stock tslab type-checks each cell and finds the types of `console` only where @types/node is installed.
    papermill('papermill + tslab', 'typescript', join(peers.tslab, '..', '..')),
  ];
}

/** Everything that the cells of an executed notebook printed. Throws when a cell failed. */
export function printedText(path: string): string {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as {
    cells: { outputs?: { output_type: string; text?: string | string[]; evalue?: string }[] }[];
  };
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  const failure = outputs.find((output) => output.output_type === 'error');
  if (failure) throw new Error(`a cell of ${path} failed: ${failure.evalue}`);
  return outputs.map((output) => [output.text ?? ''].flat().join('')).join('');
}
