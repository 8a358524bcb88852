import { readNotebook } from '../../notebook/index.ts';
import { notebookParameters, parametersSchema } from '../../run/inspect.ts';
import { formatType } from '../../run/parameter-types.ts';
import { findParametersCell, type Parameter } from '../../run/parameters.ts';
import { recoverRun } from '../../run/storage/recover-run.ts';
import type { Command } from '../command.ts';
import { notebookArguments } from '../run-arguments.ts';
import { formatTable } from '../table.ts';

export const command: Command = {
  summary: 'show the parameters of a notebook',
  usage: 'octavo inspect NOTEBOOK [options]',
  description:
    'Reads the cell tagged "parameters" without running it. With --json the answer is a JSON Schema (draft 2020-12).',
  options: {},
  examples: ['octavo inspect train.ipynb', 'octavo inspect train.ipynb --json'],
  run: async (parsed, io) => {
    const [path] = notebookArguments(parsed, command.usage, 1);
    await recoverRun(path, (text) => io.err(`octavo: ${text}\n`)); // an executed notebook whose runner was killed
    const notebook = await readNotebook(path);
    const parameters = notebookParameters(notebook);
    if (parsed.values.json) {
      io.out(`${JSON.stringify(parametersSchema(parameters, { title: path }), null, 2)}\n`);
      return 0;
    }
    if (!findParametersCell(notebook)) {
      io.err(`${path} has no parameters: no cell is tagged "parameters"\n`);
      return 0;
    }
    if (parameters.length > 0) io.out(formatTable(['name', 'type', 'default', 'help'], parameters.map(row)));
    else io.err(`the parameters cell of ${path} declares nothing\n`);
    return 0;
  },
};

function row({ name, type, typeText, defaultText, required, help, keyword }: Parameter): string[] {
  const shownType = keyword === undefined ? (typeText ?? 'unknown') : formatType(type);
  return [name, shownType, required ? '(required)' : (defaultText ?? '').replace(/\s+/g, ' '), help];
}
