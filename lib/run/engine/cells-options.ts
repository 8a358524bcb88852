import type { KernelMessage } from '../../kernel/index.ts';
import type { RunEvent } from '../observer.ts';

/** What holds for every cell of a run. */
export interface CellsOptions {
  notebookPath: string; // for the kernel's tracebacks
  cellTimeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  tell: (event: RunEvent) => Promise<unknown>;
  onOutput?: ((message: KernelMessage) => void) | undefined;
  onChange: () => void; // the notebook is worth saving
}
