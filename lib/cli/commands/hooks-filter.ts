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
    await filterNotebooks({ input: process.stdin, output: process.stdout, tell: io.err });
    return 0;
  },
};
