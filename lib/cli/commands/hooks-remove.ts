import { removeHooks } from '../../project/hooks/remove.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'undo octavo hooks install',
  usage: 'octavo hooks remove [options]',
  description:
    'Takes away all that was set up, and brings back a pre-commit hook that was there before, byte for byte.',
  options: { 'dry-run': { type: 'boolean', help: 'say what would be removed and write nothing' } },
  examples: ['octavo hooks remove', 'octavo hooks remove --dry-run'],
  run: async ({ values }, io) => {
    const dryRun = values['dry-run'] === true;
    const { removed, left, top } = await removeHooks(process.cwd(), { dryRun });
    if (values.json) io.out(`${JSON.stringify({ top, removed, left, written: !dryRun })}\n`);
    else if (removed.length === 0) io.out('there was nothing to remove\n');
    else io.out(removed.map((what) => `removed  ${what}${dryRun ? ' (not written)' : ''}\n`).join(''));
    for (const sentence of left) io.err(`octavo: ${sentence}\n`);
    return left.length > 0 ? 1 : 0;
  },
};
