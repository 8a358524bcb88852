// Generated from notebooks/30_library/20_where/05_places_in_text.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b24003 30b24005 30b24008 30b24009

// %% notebooks/30_library/20_where/05_places_in_text.ipynb#30b24003 7016d520
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatWhere, isOctavoError, type Where } from '../../errors/index.ts';
import { type Host, nodeHost, shownPath } from '../../host/index.ts';
import { cellPlaceOf, placeCells } from './positions.ts';
import { type PlacedModule, readPositions } from './where.ts';

// %% notebooks/30_library/20_where/05_places_in_text.ipynb#30b24005 fc73e4c2
/** A place that a line of text names. @internal */
export interface NamedPlace {
  path: string; // as written
  line: number;
  column: number | undefined;
  end: number; // offset in the text, behind the place
}

/** The places in TypeScript files that one line of text names, in order. A line that is no message for people (over 10,000 characters) has none. @internal */
export function namedPlaces(text: string): NamedPlace[] {
  if (text.length > 10_000) return [];
  return [...text.matchAll(_place)].flatMap((match) => {
    const [whole, inside, bare, line, column, row, offset] = match;
    const end = match.index + whole.length;
    if (/^, [^()]*\.ipynb/.test(text.slice(end, end + 300))) return []; // it is told already
    const found = [line ?? row, column ?? offset].map((one) => (one === undefined ? undefined : Number(one)));
    return [{ path: (inside ?? bare) as string, line: found[0] as number, column: found[1], end }];
  });
}

const _place =
  /(?:(?<=\()([^()]{1,1000}?(?:\.[cm]?tsx?|\.ipynb(?:#|%23)[\w-]{1,64}))|((?<![^\s('"`,[])[^\s()'"`,[\]]{1,1000}?(?:\.[cm]?tsx?|\.ipynb(?:#|%23)[\w-]{1,64})))(?::(\d+)(?::(\d+))?|\((\d+),(\d+)\))/g;

// %% notebooks/30_library/20_where/05_places_in_text.ipynb#30b24008 e343a2a4
/** Tells the places in notebooks behind those in modules. */
export interface PlaceTeller {
  tell: (line: string) => Promise<string>; // of one line of text
}

/** Makes a teller, which reads each module once. Paths in the text are from `host.cwd()`; what cannot be read is left as it is. */
export function placeTeller(host: Host = nodeHost): PlaceTeller {
  const modules = new Map<string, Promise<PlacedModule | undefined>>();
  const read = (file: string) => {
    const known = modules.get(file) ?? _readIfExported(file, host);
    modules.set(file, known);
    return known;
  };
  const inModule = async (path: string, line: number, column: number | undefined): Promise<Where | undefined> => {
    const module = await read(_absolute(path, host));
    const place = module && cellPlaceOf(module.positions, line, column);
    if (!module || place?.cell === undefined) return undefined;
    return { ...place, notebook: shownPath(join(module.project.root, place.notebook), host.cwd()) };
  };
  const tell = async (text: string): Promise<string> => {
    let told = '';
    let position = 0;
    for (const { path, line, column, end } of namedPlaces(text)) {
      const place = (await _inNotebook(path, line, host)) ?? (await inModule(path, line, column));
      if (!place) continue;
      told += `${text.slice(position, end)}, ${formatWhere(place)}`;
      position = end;
    }
    return told + text.slice(position);
  };
  return { tell };
}

/** A text of several lines, as a stack trace, with all its places told. */
export async function tellPlaces(text: string, host: Host = nodeHost): Promise<string> {
  const teller = placeTeller(host);
  const lines: string[] = [];
  for (const line of text.split('\n')) lines.push(await teller.tell(line));
  return lines.join('\n');
}

// %% notebooks/30_library/20_where/05_places_in_text.ipynb#30b24009 a8a8b3cc
function _absolute(path: string, host: Host): string {
  try {
    return path.startsWith('file:') ? fileURLToPath(path) : resolve(host.cwd(), path);
  } catch {
    return path; // a URL of another machine
  }
}

/** The place in a cell that a source map named, as `x.ipynb#id:3`; undefined for another one, and when the cell is not there. */
async function _inNotebook(path: string, line: number, host: Host): Promise<Where | undefined> {
  const [, address, cell] = /^(.*\.ipynb)(?:#|%23)([\w-]+)$/.exec(path) ?? [];
  if (address === undefined) return undefined;
  const file = _absolute(address, host);
  try {
    const found = placeCells(await host.files.readText(file), file).cells.find((one) => one.cell.id === cell);
    const notebook = shownPath(file, host.cwd());
    return found && { notebook, fileLine: found.fileLines[line - 1], cell, index: found.index, line };
  } catch (error) {
    if (isOctavoError(error)) return undefined;
    throw error;
  }
}

async function _readIfExported(file: string, host: Host): Promise<PlacedModule | undefined> {
  try {
    return await readPositions(file, host);
  } catch (error) {
    if (isOctavoError(error)) return undefined;
    throw error;
  }
}
