import type { Command } from './command.ts';

export interface CommandEntry {
  name: string; // one word, or two as `text show`
  summary: string;
  load: () => Promise<{ command: Command }>;
}

/** Every command. The modules load only when they are asked for, so that `octavo --help` stays quick. */
export const commandList: CommandEntry[] = [
  {
    name: 'run',
    summary: 'run a notebook with parameters and keep its executed copy',
    load: () => import('./commands/run.ts'),
  },
];
