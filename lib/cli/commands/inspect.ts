import { nodeHost } from '../../host/index.ts';
import { readInput } from '../../run/engine/read-input.ts';
import { notebookParameters, parametersSchema } from '../../run/inspect.ts';
import { findParametersCell, type Parameter } from '../../run/parameters/parameter.ts';
import { formatType } from '../../run/parameters/parameter-types.ts';
import { createStorages } from '../../run/storages.ts';
import type { Command } from '../command.ts';
import { notebookArguments } from '../run-arguments.ts';
import { formatTable } from '../table.ts';

export const command: Command = {
  summary: 'show the parameters of a notebook',
  usage: 'octavo inspect NOTEBOOK [options]',
  description:
    'Reads the cell tagged "parameters" without running it. With --json the answer is a JSON Schema (draft 2020-12).',
  options: {},
  examples: ['octavo inspect train.ipynb', 'octavo inspect s3://flows/train.ipynb --json'],
  run: async (parsed, io) => {
    const [place] = notebookArguments(parsed, command.usage, 1);
    const warn = (text: string) => io.err(`octavo: ${text}\n`); // of an executed notebook whose runner was killed
    const { source: notebook, shown: path } = await readInput(place, createStorages(), nodeHost, { warn });
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
