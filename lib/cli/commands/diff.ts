import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'show what changed in notebooks since a revision, cell by cell',
  usage: 'octavo diff [REVISION] [NOTEBOOK...] [options]',
  options: {},
  examples: ['octavo diff'],
  run: async () => 0,
};
