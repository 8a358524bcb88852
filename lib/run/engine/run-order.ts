import type { RunContribution, RunObserver } from '../observer.ts';
import type { RunOptions } from '../run-options.ts';
import type { Mask } from '../secrets/mask.ts';
import type { BegunSession } from './begin-session.ts';
import type { PreparedRun } from './prepare.ts';

/** What is needed to execute a run: the options as given, and what has been found out since. */
export interface RunOrder extends Omit<RunOptions, 'cwd' | 'observers' | 'warn' | 'mask' | 'output' | 'parameters'> {
  input: string;
  prepared: PreparedRun;
  cwd: string; // absolute
  startedAt: Date;
  contribution: RunContribution;
  observers: RunObserver[];
  warn: (message: string) => void;
  session: BegunSession;
  mask: Mask; // of what the cells put out
  sources: ReadonlyMap<string, string>; // from the text of a cell as it is shown to the one that is run
  resumeKey: () => Promise<string | undefined>; // of what the run is made from, as it is when this is called
}
