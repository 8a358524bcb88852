import { join } from 'node:path';
import { root, type Step } from './step.ts';

const octavo = join(root, 'bin', 'octavo.js');
const tool = (...path: string[]) => join(root, 'node_modules', ...path);
const script = (name: string) => join(root, 'scripts', name);

/** What can be told from the files alone. The longest come first, so that they run beside the others. */
export const checks: Step[] = [
  { name: 'types', args: [tool('typescript', 'bin', 'tsc'), '--noEmit', '-p', root] },
  { name: 'export --check', args: [octavo, 'export', '--check'] },
  { name: 'format and lint', args: [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings'] },
  { name: 'extension types', args: [script('extension-check.ts'), 'types'] },
  { name: 'client is current', args: [script('extension-check.ts'), 'client'] },
  { name: 'layers and cycles', args: [script('layers.ts')] },
  { name: 'generated docs', args: [script('docs.ts'), '--check'] },
  { name: 'readme', args: [script('readme.ts'), '--check'] },
];

/** The notebooks as tests, without a kernel; `--json` for whoever counts. */
export const notebookTests: Step = { name: 'notebook tests', args: [octavo, 'test'] };

/** The same on kernels, which check the types of cells too. */
export const kernelTests: Step = { name: 'notebook tests on kernels', args: [octavo, 'test', '--kernel'] };

/** One vitest project of vitest.config.ts. */
export function vitestStep(project: string, extra: string[] = []): Step {
  return {
    name: `${project} tests`,
    args: [tool('vitest', 'vitest.mjs'), 'run', '--project', `${project}*`, ...extra], // with `system`, its repetitions too
  };
}
