import { prepareProject } from '../../project/prepare.ts';
import type { Command } from '../command.ts';
import { formatJson } from '../json.ts';
import { stoppable } from '../signals.ts';

export const command: Command = {
  summary: 'make a project ready to commit: export, test, clean, README',
  usage: 'octavo prepare [--check] [options]',
  description: [
    'Exports the library, runs the notebooks as tests, cleans the notebooks, and writes README.md from the notebook that',
    'package.json names in "octavo": { "readme": … }. Stops at the first step that fails, and exits with its exit code.',
  ].join('\n'),
  options: {
    check: { type: 'boolean', help: 'write nothing; exit 1 at the first step that would change something' },
    'dry-run': { type: 'boolean', help: 'the same as --check' },
  },
  examples: ['octavo prepare', 'octavo prepare --check'],
  run: async ({ values }, io) => {
    const write = !values.check && !values['dry-run'];
    const onStep = (name: string) => io.err(`octavo: ${name}\n`);
    const prepared = await stoppable(({ signal }) => prepareProject({ write, onStep, signal }));
    const { steps, exitCode, error, root } = prepared;
    if (error) io.err(`octavo: ${error.message}\n${error.hint ? `  try: ${error.hint}\n` : ''}`);
    const failed = exitCode === 0 ? undefined : steps.at(-1)?.name;
    if (values.json) io.out(formatJson({ root, exitCode, failed, steps }));
    else if (failed) io.out(`${failed} failed (exit ${exitCode}); what comes after it was not done\n`);
    else io.out(`ready: ${steps.map(({ name }) => name).join(', ')}\n`);
    return exitCode;
  },
};
