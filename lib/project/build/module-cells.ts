import { join } from 'node:path';
import type { Host, Project } from '../../host/index.ts';
import { isGenerated, parseModule } from '../../library/blocks.ts';
import { readLibrary } from '../../library/plan.ts';
import { cellPlaceOf, type ModulePositions, modulePositions } from '../../library/where/positions.ts';

/** A place in a text, both from 0. */
export interface TextPlace {
  line: number;
  column: number;
}

/** A place in a cell. */
export interface PlaceInCell extends TextPlace {
  notebook: string; // path from the project's root
  cell: string; // id
  source: string; // of the cell
}

/** Leads from a place of a module to its cell; undefined for what no cell gave, such as a header. */
export type ToCell = (place: TextPlace) => PlaceInCell | undefined;

/** The modules of a project that notebooks export, by their path from the root. */
export interface ModuleCells {
  cells: Map<string, ToCell>;
  stale: string[]; // modules that are not what their notebooks export now
}

/** Lays each module of a project beside its notebooks. Indexes, and modules that a person wrote, have no cells. */
export async function readModuleCells(project: Project, exports: unknown, host: Host): Promise<ModuleCells> {
  const context = { lib: project.lib, own: { name: project.name, exports } };
  const found: ModuleCells = { cells: new Map(), stale: [] };
  const texts = new Map<string, Promise<string | undefined>>();
  const textOf = (path: string) => {
    const read = texts.get(path) ?? host.files.readText(join(project.root, path)).catch(() => undefined);
    texts.set(path, read);
    return read;
  };
  for (const [path, text] of await readLibrary(project.root, project.lib, host)) {
    const parsed = isGenerated(text) ? parseModule(text) : undefined;
    if (!parsed) continue;
    const named = [parsed.notebook, ...parsed.blocks.map((block) => block.notebook)];
    const notebooks = new Map<string, string>();
    for (const name of new Set(named)) {
      const source = name?.endsWith('.ipynb') ? await textOf(name) : undefined;
      if (name !== undefined && source !== undefined) notebooks.set(name, source);
    }
    const positions = modulePositions({ path, text }, notebooks, context);
    if (!positions || positions.blocks.length === 0) continue;
    found.cells.set(path, toCell(positions));
    if (positions.blocks.some(({ stale }) => stale)) found.stale.push(path);
  }
  return found;
}

function toCell(positions: ModulePositions): ToCell {
  return ({ line, column }) => {
    const block = positions.blocks.find(
      ({ first, lines }) => line + 1 >= first && line + 1 < first + lines.length, // not the marker, nor what follows
    );
    const place = block?.placed && cellPlaceOf(positions, line + 1, column + 1);
    if (!block?.placed || place?.line === undefined) return undefined;
    const source = block.placed.cell.source.replaceAll('\r\n', '\n');
    return {
      notebook: block.notebook,
      cell: block.cell,
      source,
      line: place.line - 1,
      column: (place.column ?? 1) - 1,
    };
  };
}
