import { OctavoError } from '../../errors/index.ts';
import { nodeHost } from '../../host/index.ts';
import { watchProject } from '../../library/watch/watch-project.ts';
import type { Command } from '../command.ts';
import { stoppable } from '../signals.ts';
import { watchJson, watchLine } from '../watch-report.ts';

export const command: Command = {
  summary: 'keep notebooks and modules in step while you edit either',
  usage: 'octavo watch [FOLDER] [--json]',
  description: [
    'A notebook that is saved is exported; a module that is saved goes back to the cells of its notebook. What both',
    'sides changed is told once, with what to type, and nothing is written for it until it is settled. A notebook that',
    'another program has saved half-way is waited for. Ctrl-C ends it.',
  ].join('\n'),
  options: {},
  examples: ['octavo watch', 'octavo watch --json'],
  run: async ({ values, positionals }, io) => {
    if (positionals.length > 1) {
      const hint = `usage: ${command.usage}`;
      throw new OctavoError('usage', `one word too many: ${positionals[1]}`, { exitCode: 2, hint });
    }
    const [root] = positionals;
    return stoppable(async ({ signal }) => {
      await watchProject({
        ...(root === undefined ? {} : { root }),
        signal,
        tell: (event) => {
          const now = nodeHost.clock.now();
          if (values.json) io.out(watchJson(event, now));
          else if ('problem' in event) io.err(watchLine(event, now));
          else io.out(watchLine(event, now));
        },
      });
      return 0;
    });
  },
};
