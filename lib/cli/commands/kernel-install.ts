import { join } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { shownPath } from '../../host/index.ts';
import { installKernelSpec, nearestOctavo } from '../../kernel/index.ts';
import type { Command } from '../command.ts';
import { formatJson } from '../json.ts';

export const command: Command = {
  summary: "install Octavo's kernel for Jupyter, in this project or for this user",
  usage: 'octavo kernel install [--project | --user] [--force]',
  description:
    'In a project (the default) the kernels octavo and tslab go into .octavo/jupyter, which Jupyter finds through JUPYTER_PATH.\n' +
    'For a user octavo alone goes into the folder of Jupyter data; a stock tslab there is replaced only with --force.',
  options: {
    project: { type: 'boolean', help: "into the project's .octavo/jupyter (the default)" },
    user: { type: 'boolean', help: "into the user's folder of Jupyter data" },
    force: { type: 'boolean', help: 'replace kernels of the same name, and with --user install tslab too' },
  },
  examples: ['octavo kernel install', 'octavo kernel install --user'],
  run: async ({ values }, io) => {
    if (values.project && values.user) {
      throw new OctavoError('usage', 'Either --project or --user, not both', { exitCode: 2 });
    }
    const scope = values.user ? 'user' : 'project';
    const installed = await installKernelSpec({ scope, force: values.force === true });
    if (values.json) io.out(formatJson(installed));
    else for (const { name, folder } of installed) io.out(`${name}  ${shownPath(folder, process.cwd())}\n`);
    if (scope === 'project') {
      const data = join(installed[0]?.folder ?? '', '..', '..');
      if (!nearestOctavo(data))
        io.err('these kernels start the Octavo of the project, which has none: npm install octavo\n');
      io.err(`for Jupyter: JUPYTER_PATH=${shownPath(data, process.cwd())} jupyter lab\n`);
    }
    return 0;
  },
};
