import type { RunEvent } from '../observer.ts';
import type { OnOutput } from '../run-options.ts';
import type { LeftOut } from '../select.ts';

/** What holds for every cell of a run. */
export interface CellsOptions {
  leftOut: LeftOut;
  notebookPath: string; // for the kernel's tracebacks
  typesKey?: string | undefined; // of the injected cell
  cellTimeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  tell: (event: RunEvent) => Promise<unknown>;
  onOutput?: OnOutput | undefined;
  warn: (message: string) => void;
  onChange: () => void; // the notebook is worth saving
}
