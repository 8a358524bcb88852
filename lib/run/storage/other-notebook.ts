import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { type Host, shownPath } from '../../host/index.ts';
import { type Notebook, parseNotebook } from '../../notebook/index.ts';

const tailBytes = 65_536; // of an executed notebook: what its run says of itself is in the metadata, at the end
const largestBytes = 32 * 1024 * 1024; // nobody waits longer for the reading of what will be written over

/**
 * Throws `run-output-other` where somebody's notebook lies: one that no run has written, and that has not half of its cells from
 * the notebook that is to be run. `octavo run *.ipynb` names one so, and it would be lost.
 */
export function refuseOtherNotebook(output: string, source: Notebook, host: Host): void {
  const path = resolve(host.cwd(), output);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile() || found.size === 0 || found.size > largestBytes || saysExecuted(path, found.size)) return;
  const other = readOther(path);
  if (!other || other.metadata.papermill !== undefined || isMadeOf(other, source)) return;
  const shown = shownPath(path, host.cwd());
  throw new OctavoError('run-output-other', `The output ${shown} is another notebook, which no run has written`, {
    hint: `name another output, or remove it; for several: for n in *.ipynb; do octavo run "$n" "out/$n"; done`,
  });
}

/** Quickly, for the usual case: the executed notebook of an earlier run. */
function saysExecuted(path: string, sizeBytes: number): boolean {
  const file = openSync(path, 'r');
  try {
    const tail = Buffer.alloc(Math.min(tailBytes, sizeBytes));
    readSync(file, tail, 0, tail.length, sizeBytes - tail.length);
    return /^ {2}"papermill": \{/m.test(tail.toString('latin1')); // indented so far, it is of the notebook and of no cell
  } finally {
    closeSync(file);
  }
}

function readOther(path: string): Notebook | undefined {
  try {
    return parseNotebook(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), { path });
  } catch {
    return undefined; // cut off, or of another age
  }
}

/** A copy of the notebook, from which a run's metadata was cleaned, or which was executed elsewhere. Ids may be anybody's: `cell-1`. */
function isMadeOf({ cells }: Notebook, source: Notebook): boolean {
  const texts = cells.map((cell) => cell.source.trim()).filter((text) => text !== '');
  const known = new Set(source.cells.map((cell) => cell.source.trim()));
  return texts.filter((text) => known.has(text)).length * 2 >= texts.length;
}
