// Generated from notebooks/30_library/19_update/04_update_choices.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30bd0003 30bd0004 30bd0006 30bd0007

// %% notebooks/30_library/19_update/04_update_choices.ipynb#30bd0003 95a08b20
import { type OctavoError, shellWord } from '../../errors/index.ts';
import { cellAddress, type Drift } from '../drift.ts';
import { type LibraryErrorCode, libraryProblem } from '../errors.ts';
import type { LibraryModule, ModuleCell } from '../module.ts';

// %% notebooks/30_library/19_update/04_update_choices.ipynb#30bd0004 e8e646f5
/** What was refused, with what each side has. */
export interface Refusal {
  problem: OctavoError;
  drift: Drift;
}

/** Whose side is kept where somebody has to decide. With cells (`path#id`) it is decided for these alone. */
export interface KeepChoice {
  side: 'module' | 'notebook';
  cells: string[];
}

/** What is to be done in notebooks. `send` takes a cell to another module, `recreate` makes one that is gone again. */
export interface Decision {
  action: 'edit' | 'add' | 'recreate' | 'send' | 'unexport' | 'order';
  drift: Drift;
  from?: Drift; // of a cell that was sent: what it left behind
}

// %% notebooks/30_library/19_update/04_update_choices.ipynb#30bd0006 d2328887
/** Decides on all differences. @internal */
export function decide(
  drifts: Drift[],
  files: Map<string, LibraryModule>,
  keep?: KeepChoice,
): { decisions: Decision[]; refused: Refusal[] } {
  const decisions: Decision[] = [];
  const refused: Refusal[] = [];
  const gone = new Map(drifts.filter(_isGone).map((drift) => [_addressOf(drift), drift]));
  const arrived = new Set(drifts.filter((one) => one.change === 'added' && gone.has(_addressOf(one))).map(_addressOf));
  const exported = new Map(
    [...files.values()].flatMap(({ file, blocks }) => blocks.map((one) => [cellAddress(one), { file, block: one }])),
  );
  for (const drift of drifts) {
    const address = _addressOf(drift);
    const known = exported.get(address);
    const side = keep && (keep.cells.length === 0 || keep.cells.includes(address)) ? keep.side : undefined;
    if (_isGone(drift) && arrived.has(address)) continue;
    const from = drift.change === 'added' ? gone.get(address) : undefined;
    const choice = from ? { action: 'send' as const, drift, from } : _choose(drift, known?.block, files, side, keep);
    if (choice === 'leave') continue;
    if (drift.change === 'added' && drift.side === 'module' && known && !from)
      refused.push(_repeated(drift, known.file));
    else if ('problem' in choice) refused.push(choice);
    else decisions.push(choice);
  }
  return { decisions, refused };
}

function _isGone(drift: Drift): boolean {
  return drift.change === 'removed' && drift.side === 'module' && drift.line === undefined;
}

function _addressOf(drift: Drift): string {
  return cellAddress({ notebook: drift.notebook, id: drift.cell ?? '' });
}

// %% notebooks/30_library/19_update/04_update_choices.ipynb#30bd0007 8c750454
type _Choice = Decision | Refusal | 'leave';

function _choose(
  drift: Drift,
  block: ModuleCell | undefined,
  files: Map<string, LibraryModule>,
  side: KeepChoice['side'] | undefined,
  keep: KeepChoice | undefined,
): _Choice {
  const { change, module, line } = drift;
  if (drift.side === 'notebook') return 'leave';
  const named = keep?.side === 'notebook' && side === 'notebook' && keep.cells.length > 0;
  const mustChoose = drift.side === 'both' || change === 'removed';
  if (side === 'notebook' && (mustChoose || named)) return 'leave';
  if (block?.cell.form === 'comment')
    return _refuse(
      drift,
      'library-not-brought-back',
      `${module}:${line}: the comment of the module is made of several cells`,
      'edit them in the notebook',
    );
  if (!mustChoose || side === 'module') {
    if (change === 'added') return { action: 'add', drift };
    if (change === 'order') return { action: 'order', drift };
    if (change === 'edited') return { action: 'edit', drift };
    if (drift.texts.notebook !== undefined) return { action: 'unexport', drift };
    if (files.has(module)) return { action: 'recreate', drift };
    return _refuse(
      drift,
      'library-cell-gone',
      `the notebook of ${module}:${line} is gone`,
      `git checkout -- ${drift.notebook}`,
    );
  }
  return _mustChoose(drift);
}

function _mustChoose(drift: Drift): Refusal {
  const { change, module, line, cell, notebook, unknown } = drift;
  const place = line === undefined ? module : `${module}:${line}`;
  const name = shellWord(cell === undefined ? module : `${notebook}#${cell}`);
  const both = `octavo update --keep module ${name}   (or: --keep notebook ${name})`;
  if (change === 'order') {
    return _refuse(
      drift,
      'library-order-changed',
      `the cells and the blocks of ${module} were moved, each in another way`,
      both,
    );
  }
  if (change === 'edited') {
    const what = unknown
      ? `the cell differs from ${place}, which does not say what was exported`
      : `the cell and ${place} were both edited`;
    return _refuse(drift, 'library-both-edited', what, both);
  }
  if (drift.texts.notebook === undefined) {
    return _refuse(drift, 'library-cell-gone', `${place} was edited, but the notebook exports the cell no more`, both);
  }
  const hint = `octavo update --keep module ${name}   (the cell stays, but is exported no more; --keep notebook puts the block back)`;
  return _refuse(drift, 'library-block-removed', `the block was taken out of ${module}`, hint);
}

function _repeated(drift: Drift, file: string): Refusal {
  const what = `the block of ${file} stands in ${drift.module}:${drift.line} too`;
  return _refuse(
    drift,
    'library-block-repeated',
    what,
    'leave // %% alone on the line of the copy: that makes it a new cell',
  );
}

function _refuse(drift: Drift, code: LibraryErrorCode, what: string, hint: string): Refusal {
  return { drift, problem: libraryProblem(code, what, { notebook: drift.notebook, cell: drift.cell }, hint) };
}
