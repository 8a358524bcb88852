import { readInstalledKernels } from '../../kernel/index.ts';
import type { Command } from '../command.ts';
import { formatJson } from '../json.ts';
import { formatTable } from '../table.ts';

export const command: Command = {
  summary: 'list the Jupyter kernels that a notebook can run on',
  usage: 'octavo kernel list',
  options: {},
  examples: ['octavo kernel list', 'octavo kernel list --json'],
  run: async ({ values }, io) => {
    const { specs, notes } = await readInstalledKernels();
    if (values.json) io.out(formatJson(specs));
    else {
      const rows = specs.map((spec) => [
        spec.name,
        spec.language,
        spec.displayName,
        spec.resourceFolder ?? '(built in)',
      ]);
      io.out(formatTable(['name', 'language', 'display name', 'folder'], rows));
    }
    for (const note of notes) io.err(`left out: ${note}\n`);
    return 0;
  },
};
