import { readNotebook } from '../../notebook/index.ts';
import { showText } from '../../notebook/text/index.ts';
import type { Command } from '../command.ts';
import { onePath } from '../positionals.ts';

export const command: Command = {
  summary: 'print a notebook as text, to read, review or edit it',
  usage: 'octavo text show NOTEBOOK',
  description: [
    "The text is Jupytext's percent format with cell ids. Outputs are left out; `octavo text apply` puts an edited",
    'text back and keeps the outputs of the cells that were not edited.',
  ].join('\n'),
  options: {},
  examples: ['octavo text show train.ipynb > train.view.ts', 'octavo text show train.ipynb | grep -n "// %%"'],
  run: async ({ values, positionals }, io) => {
    const path = onePath(positionals, command.usage);
    const text = showText(await readNotebook(path));
    io.out(values.json ? `${JSON.stringify({ notebook: path, text })}\n` : text);
    return 0;
  },
};
