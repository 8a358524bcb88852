import { dirname } from 'node:path';
import type { CellShape } from './cell-declarations.ts';
import type { CellFolder } from './cell-folder.ts';
import type { Documents } from './documents.ts';
import {
  barrelText,
  currentPreamble,
  keptBeside,
  mentionedNames,
  type Origin,
  pastPreamble,
  type SessionNames,
} from './session-names.ts';

// A document that is opened changes what the project consists of, which costs the server ten times what a changed text does.
const spareDocuments = ['now', 'types', '1', '2', '3', '4'];

interface PastCell {
  uses: Set<string>; // paths of other past cells
  cell: string | undefined; // which cell of which notebook it was
  augments: boolean;
  text: string;
  isOver: boolean; // it has run again since
  plain: string; // the text without its augmentations
}

/** What is known of a cell that has run. */
export interface Accepted {
  written: ReadonlyMap<string, string>;
  missing: readonly string[];
  more: string;
  cell?: string | undefined;
}

/** The cells of a session as the server's documents: the names of the past ones, and the text of the one being written. */
export class SessionDocuments {
  readonly names: SessionNames = new Map();
  readonly #documents: Documents;
  readonly #past = new Map<string, PastCell>(); // those that are needed, by path
  #count = 0;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** Opens what the cells of a folder will need: before there is much in the project, when it costs nothing. */
  open(place: CellFolder): void {
    this.refresh(place);
    for (const path of spareDocuments.map((name) => place.path(name))) {
      if (this.#documents.get(path) === undefined) this.#documents.set(path, 'export {};');
    }
  }

  /** Puts a cell into a document as the next one of the session; `more` is declared before it. */
  write(path: string, code: string, shape: CellShape | undefined, place: CellFolder, more = ''): void {
    const words = shape ?? { declared: new Map<string, never>(), mentioned: wordsOf(code) };
    const preamble = currentPreamble(mentionedNames(words, this.names, place.jsxNames), place.path('names'));
    this.#documents.set(path, `${preamble} ${more}\n${code}\n${shape ? exportsOf(shape) : ''}`);
  }

  /** A cell without what it mentions of the session. */
  unknown(shape: CellShape): CellShape {
    return { ...shape, mentioned: new Set([...shape.mentioned].filter((name) => !this.names.has(name))) };
  }

  /** Makes a cell's names the session's: those that are written down as they are, the others by its module. */
  accept(code: string, shape: CellShape, place: CellFolder, { written, missing, more, cell }: Accepted): void {
    const mentioned = mentionedNames(shape, this.names, place.jsxNames);
    let path: string | undefined;
    const asModule = () => {
      if (path) return path;
      path = place.path(String(++this.#count));
      const head = `${pastPreamble(mentioned, dirname(path))} ${more}\n`;
      const tail = `\n${exportsOf(shape)}`;
      const text = `${head}${code}${tail}`;
      const uses = mentioned.flatMap(({ origin }) => (origin.type === 'cell' ? [origin.path] : []));
      const plain = `${head}${withoutAugmentations(code, shape)}${tail}`;
      this.#past.set(path, {
        cell,
        uses: new Set(uses),
        augments: shape.augmentations.length > 0,
        text,
        plain,
        isOver: false,
      });
      this.#documents.set(path, text);
      return path;
    };
    for (const past of this.#past.values()) if (cell !== undefined && past.cell === cell) past.isOver = true;
    this.augment(cell, false);
    const gone = new Set(missing);
    for (const { name, kind, imported, isMerged } of shape.declared.values()) {
      if (gone.has(name)) continue;
      const text = written.get(name);
      let origin: Origin;
      if (imported) origin = { type: 'import', imported, folder: place.folder };
      else origin = text === undefined ? { type: 'cell', path: asModule() } : { type: 'written', text };
      const beside = isMerged ? undefined : keptBeside(kind, this.names.get(name));
      const isBoth = isMerged && kind !== 'function'; // whose declarations are overloads as a rule
      this.names.set(name, { kind, origin, isBoth, beside: beside && { ...beside, beside: undefined } });
    }
    if (shape.augmentations.length > 0) asModule();
    if (shape.declared.size > 0 || shape.augmentations.length > 0) this.refresh(place);
  }

  /** Takes back how a cell changed the types of others when it ran before, or has that hold again. */
  augment(cell: string | undefined, holds: boolean): void {
    for (const [path, past] of this.#past) {
      if (cell === undefined || past.cell !== cell || !past.augments) continue;
      this.#documents.set(path, holds && !past.isOver ? past.text : past.plain);
    }
  }

  /** Brings the module of names up to date, and closes the past cells that nothing refers to any more. */
  refresh(place: CellFolder): void {
    const needed = new Set<string>();
    const need = (path: string): void => {
      if (needed.has(path)) return;
      needed.add(path);
      for (const used of this.#past.get(path)?.uses ?? []) need(used);
    };
    for (const { origin, beside } of this.names.values())
      for (const one of [origin, beside?.origin]) if (one?.type === 'cell') need(one.path);
    for (const [path, { augments }] of this.#past) if (augments) need(path);
    const lasting = [...this.#past].flatMap(([path, { augments }]) =>
      augments ? [`import ${JSON.stringify(path)};`] : [],
    );
    this.#documents.set(place.path('names'), [barrelText(this.names, place.folder), ...lasting].join('\n'));
    for (const path of this.#past.keys()) {
      if (needed.has(path)) continue;
      this.#past.delete(path);
      this.#documents.close(path);
    }
  }
}

function wordsOf(code: string): Set<string> {
  return new Set(code.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []);
}

/** What a cell must export besides what it exports itself, so that others can ask for its names. */
function exportsOf({ declared, exported }: CellShape): string {
  const names = [...declared.values()].filter(({ name, imported }) => !imported && !exported.has(name));
  return `export { ${names.map(({ name }) => name).join(', ')} };`;
}

function withoutAugmentations(code: string, { augmentations }: CellShape): string {
  let plain = code;
  for (const { start, end } of augmentations) {
    plain = plain.slice(0, start) + plain.slice(start, end).replace(/[^\r\n]/g, ' ') + plain.slice(end);
  }
  return plain;
}
