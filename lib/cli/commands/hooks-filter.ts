import { filterNotebooks } from '../../project/hooks/filter-process.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'clean notebooks for git, over its long-running filter protocol (git starts this)',
  usage: 'octavo hooks filter',
  description:
    'git starts this, as octavo hooks install tells it to, and speaks with it over standard input and output.',
  options: {},
  examples: ['git config filter.octavo.process'],
  run: async (_, io) => {
    try {
      await filterNotebooks({ input: process.stdin, output: process.stdout, tell: io.err });
      return 0;
    } catch (error) {
      io.err(`octavo: the filter ended: ${error instanceof Error ? error.stack : String(error)}\n`);
      return 3; // not 1, which tells the script in the git folder that git has had no answer yet
    }
  },
};
