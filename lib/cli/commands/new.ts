import { OctavoError } from '../../errors/index.ts';
import { shownPath } from '../../host/index.ts';
import { createProject } from '../../project/new/create-project.ts';
import { describeNewProject } from '../../project/new/describe-project.ts';
import type { Command, ParsedArguments } from '../command.ts';
import { formatJson } from '../json.ts';
import { stoppable } from '../signals.ts';

export const command: Command = {
  summary: 'make a project: notebooks, the library they export, tests, a workflow',
  usage: 'octavo new NAME [--offline | --install | --no-install] [--no-git] [options]',
  description: [
    'NAME is a name, a scoped name (@me/demo), a path, or . for this folder, which must be empty. The project works at',
    'once and needs no network: its packages are links to those of this Octavo, until you type npm install where the',
    'registry can be reached. It gets a git repository with hooks, unless it lies in one already.',
  ].join('\n'),
  options: {
    offline: { type: 'boolean', help: 'ask no registry: packages are links to those of this Octavo (the default)' },
    install: { type: 'boolean', help: 'run npm install; --no-install leaves the packages out altogether' },
    git: { type: 'boolean', help: 'make a git repository with hooks (the default); --no-git does not' },
    'dry-run': { type: 'boolean', help: 'write nothing; list the files' },
  },
  examples: ['octavo new demo', 'octavo new @me/demo --no-git', 'octavo new demo --dry-run'],
  run: async ({ values, positionals }, io) => {
    const name = oneName(positionals);
    const options = {
      packages: packagesOf(values),
      git: values.git !== false,
      write: values['dry-run'] !== true,
      say: (line: string) => io.err(`octavo: ${line}\n`),
    };
    const made = await stoppable(({ signal }) => createProject(name, { ...options, signal }));
    if (values.json) io.out(formatJson(made));
    else io.out(describeNewProject(made, shownPath(made.root, process.cwd())));
    return 0;
  },
};

function oneName([name, ...more]: string[]): string {
  const hint = `usage: ${command.usage}`;
  if (name === undefined) throw new OctavoError('usage', 'NAME is missing', { exitCode: 2, hint });
  if (more.length > 0) throw new OctavoError('usage', `one word too many: ${more[0]}`, { exitCode: 2, hint });
  return name;
}

function packagesOf({ offline, install }: ParsedArguments['values']): 'link' | 'install' | 'none' {
  if (offline && install) {
    throw new OctavoError('usage', 'Either --offline or --install, not both', { exitCode: 2 });
  }
  if (install === undefined || offline) return install === false ? 'none' : 'link';
  return install ? 'install' : 'none';
}
