import { text as readStream } from 'node:stream/consumers';
import { OctavoError } from '../../errors/index.ts';
import { nodeHost } from '../../host/index.ts';
import { formatChanges } from '../../notebook/diff/index.ts';
import { applyTextToFile } from '../../notebook/text/index.ts';
import type { Command } from '../command.ts';
import { onePath } from '../positionals.ts';

export const command: Command = {
  summary: 'put an edited text view back into its notebook',
  usage: 'octavo text apply NOTEBOOK [VIEW] [options]',
  description: [
    'VIEW is a file, or - or nothing for the standard input. Cells are matched by the ids on the cell lines. A line',
    'without an id (`// %%`) is the cell of the same text, else a new one. Unedited cells keep their outputs. A notebook that',
    'does not exist is created.',
  ].join('\n'),
  options: { 'dry-run': { type: 'boolean', help: 'say what would change and write nothing' } },
  examples: [
    'octavo text apply train.ipynb train.view.ts',
    'octavo text show train.ipynb | sed s/epochs/rounds/ | octavo text apply train.ipynb --dry-run',
  ],
  run: async ({ values, positionals }, io) => {
    const path = onePath(positionals, command.usage, 2);
    const view = positionals[1] ?? '-';
    const text = view === '-' ? await readInput() : await nodeHost.files.readText(view);
    const dryRun = values['dry-run'] === true;
    const done = await applyTextToFile(path, text, { view: view === '-' ? 'standard input' : view, dryRun });
    const { created, written, changes } = done;
    if (values.json) io.out(`${JSON.stringify({ notebook: path, created, written, ...changes })}\n`);
    else io.out(`${path}: ${created ? 'created, ' : ''}${formatChanges(changes)}${dryRun ? ' (not written)' : ''}\n`);
    return 0;
  },
};

async function readInput(): Promise<string> {
  if (process.stdin.isTTY) {
    throw new OctavoError('usage', 'no view given', { exitCode: 2, hint: `usage: ${command.usage}` });
  }
  return readStream(process.stdin);
}
