import type { Host } from '../host/index.ts';
import { nodeHost } from '../host/index.ts';
import { fillPlaces } from '../run/engine/fill-places.ts';
import { readInput } from '../run/engine/read-input.ts';
import { notebookParameters, parametersSchema } from '../run/inspect.ts';
import { findParametersCell, type Parameter } from '../run/parameters/parameter.ts';
import { formatType } from '../run/parameters/parameter-types.ts';
import type { RunOptions } from '../run/run-options.ts';
import { createStorages } from '../run/storages.ts';
import type { Io } from './command.ts';

const helpColumn = 34;
const longestDefinition = 30;

/** Prints what --help-notebook says: the usage, and the parameters of a notebook. Returns the exit code, 1 when there are none. */
export async function showNotebookHelp(
  input: string,
  options: RunOptions,
  about: { usage: string; json: boolean; io: Io },
  host: Host = nodeHost,
): Promise<number> {
  const { place } = fillPlaces(input, { ...options, output: undefined }, host);
  const { source, shown } = await readInput(place, createStorages(), host);
  const parameters = notebookParameters(source);
  const cell = findParametersCell(source);
  if (about.json) about.io.out(`${JSON.stringify(parametersSchema(parameters, { title: shown }), null, 2)}\n`);
  else about.io.out(notebookHelp(parameters, { usage: about.usage, notebook: shown, isTagged: cell !== undefined }));
  return cell ? 0 : 1;
}

/** The text of --help-notebook (source: papermill 2.7 display_notebook_help). */
function notebookHelp(parameters: Parameter[], about: { usage: string; notebook: string; isTagged: boolean }): string {
  const head = [`Usage: ${about.usage}`, '', `Parameters inferred for notebook '${about.notebook}':`];
  if (!about.isTagged) return [...head, '', "  No cell tagged 'parameters'", ''].join('\n');
  const nothing = "  Can't infer anything about this notebook's parameters. It may not have any parameter defined.";
  return [...head, ...(parameters.length > 0 ? parameters.map(definition) : ['', nothing]), ''].join('\n');
}

/** `  epochs: number (default 5)          passes over the data`. */
function definition({ name, type, typeText, keyword, required, defaultText, help }: Parameter): string {
  const shownType = keyword === undefined ? typeText : formatType(type);
  const known = shownType === undefined || shownType === 'None' || shownType === 'unknown' ? 'Unknown type' : shownType;
  const text = `  ${name}: ${known} ${required ? '(required)' : `(default ${defaultText ?? ''})`}`;
  if (text.length <= longestDefinition) return `${text.padEnd(helpColumn)}${help}`;
  return help === '' ? text : `${text}\n${' '.repeat(helpColumn)}${help}`;
}
