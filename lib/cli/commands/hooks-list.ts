import { listHooks } from '../../project/hooks/list.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'show which of the git hooks of this project are set up, and whether they work',
  usage: 'octavo hooks list',
  options: {},
  examples: ['octavo hooks list', 'octavo hooks list --json'],
  run: async ({ values }, io) => {
    const list = await listHooks(process.cwd());
    const broken = list.states.filter(({ missing }) => missing !== undefined);
    if (values.json) io.out(`${JSON.stringify(list)}\n`);
    else {
      for (const { part, works, missing } of list.states)
        io.out(`${part.padEnd(10)}  ${works ? 'works' : (missing ?? 'not installed')}\n`);
      if (list.launcher) io.out(`octavo      ${list.launcher}\n`);
    }
    if (broken.length > 0) io.err('something is missing\n  try: octavo hooks install\n');
    else if (!list.installed) io.err('the hooks are not installed\n  try: octavo hooks install\n');
    return broken.length > 0 ? 1 : 0;
  },
};
