import { OctavoError, shellWord } from '../errors/index.ts';

/**
 * Where the executed notebook goes when a pipe is meant: what was read from standard input goes to standard output unless
 * a place is named. Throws `usage` when standard output would hold two things.
 */
export function outputOrPipe(input: string, output: string | undefined, json: boolean): string | undefined {
  const chosen = output ?? (input === '-' ? '-' : undefined);
  if (chosen !== '-' || !json) return chosen;
  throw new OctavoError('usage', 'The executed notebook and --json cannot both go to standard output', {
    exitCode: 2,
    hint: `octavo run ${shellWord(input)} OUTPUT.ipynb --json`,
  });
}
