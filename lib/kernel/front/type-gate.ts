import type { CellPlace } from '../evaluator/protocol.ts';
import type { Language, TypeProblem } from '../language/language.ts';
import type { TypeFailure } from './type-report.ts';
import type { TypesSettings } from './types-setting.ts';

/** A cell that is about to run. */
export interface GatedCell {
  code: string;
  place: CellPlace;
  executionCount: number;
  say: (text: string) => void; // on the cell's stderr, now or later
}

const turnOff =
  'To turn types off: "octavo": { "types": "off" } in package.json, or //| types: off at the top of a cell.';

/** Has each cell's types checked before it runs. Whatever becomes of TypeScript, cells run. */
export class TypeGate {
  readonly #language: Language;
  readonly #settings: TypesSettings;
  readonly #said = new Set<string>();

  constructor(language: Language, settings: TypesSettings) {
    this.#language = language;
    this.#settings = settings;
  }

  /** Resolves when the cell may run, or with the error that it ends with instead. */
  async pass(cell: GatedCell): Promise<TypeFailure | undefined> {
    const setting = this.#settings.ofCell(cell.code, cell.place);
    if (setting === 'off') return undefined;
    const checked = await this.#check(cell);
    if (checked.outcome === 'unavailable') {
      const started = `octavo kernel: cells run without a check of their types: TypeScript's server is missing, or failed`;
      this.#sayOnce(cell, 'unavailable', `${started} (${checked.reason}). ${turnOff}\n`);
    }
    if (checked.outcome === 'late') void this.#reportLate(cell, checked.problems);
    if (checked.outcome !== 'checked' || checked.problems.length === 0) return undefined;
    const { laterNote, typeFailure, typeWarning } = await import('./type-report.ts');
    const name = await nameOf(cell);
    if (checked.problems.every(({ isDeferred }) => isDeferred)) {
      cell.say(laterNote(checked.problems, cell.code, name));
      return undefined;
    }
    if (setting === 'error') return typeFailure(checked.problems, cell.code, name);
    cell.say(typeWarning(checked.problems, cell.code, name));
    return undefined;
  }

  /** Tells that a cell has run. */
  accept({ code, place }: Pick<GatedCell, 'code' | 'place'>, missing: readonly string[]): void {
    this.#language.accept(code, place, missing);
  }

  async #check({ code, place }: GatedCell) {
    try {
      return await this.#language.check(code, place);
    } catch (error) {
      return { outcome: 'unavailable' as const, reason: (error as Error).message };
    }
  }

  async #reportLate(cell: GatedCell, late: Promise<TypeProblem[]>): Promise<void> {
    const slow =
      'octavo kernel: a check of types takes too long: the cell runs meanwhile, and what is found is said after it.';
    this.#sayOnce(cell, 'late', `${slow} ${turnOff}\n`);
    const problems = await late;
    if (problems.length === 0) return;
    const { typeWarning } = await import('./type-report.ts');
    cell.say(typeWarning(problems, cell.code, await nameOf(cell)));
  }

  #sayOnce(cell: GatedCell, topic: string, text: string): void {
    if (this.#said.has(topic)) return;
    this.#said.add(topic);
    cell.say(text);
  }
}

async function nameOf({ place, executionCount }: GatedCell): Promise<string> {
  const { cellName } = await import('../evaluator/errors/cell-scripts.ts');
  return cellName(place, executionCount);
}
