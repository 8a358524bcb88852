import { OctavoError, shellWord } from '../../errors/index.ts';
import { safeLine } from '../../notebook/diff/diff-format.ts';
import {
  type ConflictChoice,
  type ConflictChoices,
  type OpenConflict,
  resolveFile,
} from '../../notebook/merge/resolve.ts';
import type { Command, Io, OptionValue } from '../command.ts';
import { onePath } from '../positionals.ts';

export const command: Command = {
  summary: 'settle the conflicts that a merge left in a notebook',
  usage: 'octavo resolve NOTEBOOK [CELL=ours|theirs|both ...] [options]',
  description: [
    'Without a choice it lists the conflicts. One whose three cells with marks you have deleted, in JupyterLab say, is',
    'settled as you left it. The cells get their old ids back. Exit 0: nothing is left. 1: conflicts are left.',
  ].join('\n'),
  options: {
    ours: { type: 'boolean', help: 'take our version of every cell that is not named' },
    theirs: { type: 'boolean', help: 'take the other version' },
    both: { type: 'boolean', help: 'keep both, ours first' },
    'dry-run': { type: 'boolean', help: 'say what would be settled and write nothing' },
  },
  examples: [
    'octavo resolve notebooks/train.ipynb',
    'octavo resolve notebooks/train.ipynb --theirs',
    'octavo resolve notebooks/train.ipynb b2c4d6e8=both --ours',
  ],
  run: async ({ values, positionals }, io) => {
    const words = positionals.filter((word, at) => at > 0 && word.includes('='));
    const path = onePath(
      positionals.filter((word) => !words.includes(word)),
      command.usage,
    );
    const dryRun = values['dry-run'] === true;
    const { notebook: _, ...done } = await resolveFile(path, readChoices(values, words), { dryRun });
    if (values.json) io.out(`${JSON.stringify({ notebook: path, ...done })}\n`);
    else {
      const settled = done.settled.map(({ cell, choice }) => `${cell} ${choice}`).join(', ');
      if (settled) io.out(`${path}: settled ${settled}${dryRun ? ' (not written)' : ''}\n`);
      if (done.left.length > 0) listConflicts(path, done.left, io);
      else if (settled) io.out(dryRun ? '' : `  next: git add ${path}\n`);
      else io.out(`${path}: no conflicts\n`);
    }
    return done.left.length > 0 ? 1 : 0;
  },
};

function listConflicts(path: string, left: OpenConflict[], io: Io): void {
  io.out(`${path}: ${left.length === 1 ? 'one conflict' : `${left.length} conflicts`} left\n`);
  for (const { cell, ours, theirs } of left) {
    io.out(`\ncell ${cell}\n`);
    for (const [side, source] of Object.entries({ ours, theirs })) {
      const text =
        source === undefined
          ? ' removed the cell'
          : `\n${source
              .split('\n')
              .map((line) => `    ${safeLine(line)}`)
              .join('\n')}`;
      io.out(`  ${side}:${text}\n`);
    }
    io.out(`  octavo resolve ${shellWord(path)} ${cell}=ours   (or =theirs, =both)\n`);
  }
  io.out(`\nAll of them: octavo resolve ${shellWord(path)} --ours   (or --theirs, --both)\n`);
  io.out('By hand: edit the cells in JupyterLab, delete the three cells with the marks, save, and type this again.\n');
}

function readChoices(values: Record<string, OptionValue>, words: string[]): ConflictChoices {
  const sides = ['ours', 'theirs', 'both'] as const;
  const flags = sides.filter((side) => values[side] === true);
  if (flags.length > 1) throw usage(`--${flags[0]} and --${flags[1]} exclude each other`);
  const cells = words.map((word): [string, ConflictChoice] => {
    const [cell, choice] = [word.slice(0, word.lastIndexOf('=')), word.slice(word.lastIndexOf('=') + 1)];
    const known = sides.find((side) => side === choice);
    if (!known) throw usage(`${word}: a cell is settled by ours, theirs or both`);
    return [cell, known];
  });
  return { cells: Object.fromEntries(cells), others: flags[0] };
}

function usage(message: string): OctavoError {
  return new OctavoError('usage', message, { exitCode: 2, hint: `usage: ${command.usage}` });
}
