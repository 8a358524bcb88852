import { createInterface } from 'node:readline';
import { formatWhere, OctavoError } from '../../errors/index.ts';
import { nodeHost, shownPath } from '../../host/index.ts';
import { placeTeller } from '../../library/where/places-in-text.ts';
import { type FoundPlace, findPlaces } from '../../library/where/where.ts';
import type { Command, Io } from '../command.ts';

export const command: Command = {
  summary: 'say which notebook cell a line of a module comes from, and the other way round',
  usage: 'octavo where PLACE [--json] | octavo where -',
  description: [
    'PLACE is a line of a module (lib/run/engine.ts:41, with or without a column), a line of a notebook file',
    '(notebooks/x.ipynb:123), a line of a cell (notebooks/x.ipynb b2c4d6e8:2, or [3]:2), a place as a message of',
    'Octavo has it, or the name of an exported declaration. With - a text is read, a stack trace or what tsc says,',
    'and printed with the cell behind each place in a module.',
  ].join('\n'),
  options: {},
  examples: [
    'octavo where lib/run/engine.ts:41',
    'octavo where notebooks/40_run/02_ending.ipynb:123',
    'octavo where parseDirectives',
    'node main.ts 2>&1 | octavo where -',
  ],
  run: async ({ values, positionals }, io) => {
    if (positionals.length === 1 && positionals[0] === '-') return tellInput(values.json === true, io);
    const question = positionals.join(' ');
    const places = await findPlaces(question);
    if (values.json) io.out(`${JSON.stringify({ places })}\n`);
    else for (const place of places) print(place, /\.ipynb/.test(question) ? 'module' : 'notebook', io);
    return 0;
  },
};

/** The side that was not asked for, with its line; what is uncertain about it goes to stderr. */
function print(place: FoundPlace, side: 'module' | 'notebook', io: Io): void {
  const { root, module, moduleLine, moduleColumn, moduleText, notebook, text, column } = place;
  const here = (path: string) => shownPath(`${root}/${path}`, nodeHost.cwd());
  const inModule = `${here(module)}:${moduleLine}${moduleColumn === undefined ? '' : `:${moduleColumn}`}`;
  const inNotebook = `${formatWhere({ ...place, notebook: here(notebook) })}${column === undefined ? '' : `:${column}`}`;
  io.out(`${side === 'module' ? inModule : inNotebook}\n`);
  const shown = side === 'module' ? moduleText : text;
  if (shown?.trim()) io.out(`  ${shown}\n`);
  if (place.leftOut) io.err(`octavo: the exporter leaves that line out; this is where its cell begins\n`);
  if (place.stale && text !== undefined) {
    io.err(`octavo: ${here(module)} is not what its notebook exports now; the line was found by comparing texts\n`);
    io.err('  try: octavo export, or octavo update\n');
  } else if (place.stale)
    io.err(`octavo: the notebook has no such cell, or is not there: a guess by the mark in the module\n`);
}

async function tellInput(json: boolean, io: Io): Promise<number> {
  if (json)
    throw new OctavoError('usage', 'what is read with - is printed as text', { exitCode: 2, hint: 'octavo where -' });
  const teller = placeTeller();
  for await (const line of createInterface({ input: process.stdin })) io.out(`${await teller.tell(line)}\n`);
  return 0;
}
