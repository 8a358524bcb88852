import { textForDiff } from '../../project/hooks/textconv.ts';
import type { Command } from '../command.ts';
import { onePath } from '../positionals.ts';

export const command: Command = {
  summary: 'print what git diff compares of a notebook (git starts this)',
  usage: 'octavo hooks textconv NOTEBOOK',
  description: 'The text view; of a file that is no notebook its own text, because an error would end the whole diff.',
  options: {},
  examples: ['octavo hooks textconv train.ipynb'],
  run: async ({ values, positionals }, io) => {
    const path = onePath(positionals, command.usage);
    const text = await textForDiff(path);
    io.out(values.json ? `${JSON.stringify({ notebook: path, text })}\n` : text);
    return 0;
  },
};
