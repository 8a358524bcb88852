// Generated from notebooks/40_run/02_ending.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40020004 9f8eccdc 40020007 4002000a 4002000d

// %% notebooks/40_run/02_ending.ipynb#40020004 8baadffd
/** How a run ended. `lost` is never seen by the runner itself: the next command finds a run whose runner was killed. */
export type Ending =
  | 'completed'
  | 'exited'
  | 'failed'
  | 'timed-out'
  | 'interrupted'
  | 'kernel-died'
  | 'terminated'
  | 'lost';

/** What follows from an ending. */
export interface EndingFacts {
  exitCode: number | undefined; // undefined: the notebook chooses (exited), or nobody is left to exit (lost)
  mlflow: 'FINISHED' | 'FAILED' | 'KILLED' | undefined; // undefined: by the notebook's exit code
  meaning: string; // for people
}

/** The eight endings. Exit codes 124, 130 and 143 are those of `timeout`, of SIGINT and of SIGTERM; 138 is papermill's for a dead kernel. */
export const endings: Readonly<Record<Ending, EndingFacts>> = {
  completed: { exitCode: 0, mlflow: 'FINISHED', meaning: 'every cell ran' },
  exited: {
    exitCode: undefined,
    mlflow: undefined,
    meaning: 'a cell ended the run with process.exit(n) or sys.exit(n)',
  },
  failed: { exitCode: 1, mlflow: 'FAILED', meaning: 'a cell threw, or did not type-check' },
  'timed-out': { exitCode: 124, mlflow: 'FAILED', meaning: 'a cell, or the run, took longer than it may' },
  interrupted: { exitCode: 130, mlflow: 'KILLED', meaning: 'somebody pressed Ctrl-C (SIGINT)' },
  'kernel-died': { exitCode: 138, mlflow: 'FAILED', meaning: "the kernel's process ended while a cell ran" },
  terminated: {
    exitCode: 143,
    mlflow: 'KILLED',
    meaning: 'the runner was told to stop (SIGTERM), or its terminal is gone',
  },
  lost: { exitCode: undefined, mlflow: 'KILLED', meaning: 'the runner was killed before it could say anything' },
};

// %% notebooks/40_run/02_ending.ipynb#9f8eccdc 78cd502b
/** What a system has of a chosen code: its last eight bits. Where nothing is left of them, as of 256, a failure stays one. @internal */
export function exitStatus(chosenCode: number): number {
  return chosenCode === 0 ? 0 : chosenCode & 0xff || 1;
}

// %% notebooks/40_run/02_ending.ipynb#40020007 c0548f9f
/** The exit code of the command for an ending; `chosenCode` is what the notebook gave to `process.exit`. */
export function exitCodeOf(ending: Ending, chosenCode = 0): number {
  return endings[ending].exitCode ?? (ending === 'exited' ? exitStatus(chosenCode) : 1);
}

/** The MLflow status of a run that ended so (source: MLflow's RunStatus). */
export function mlflowStatusOf(ending: Ending, chosenCode = 0): 'FINISHED' | 'FAILED' | 'KILLED' {
  return endings[ending].mlflow ?? (exitCodeOf(ending, chosenCode) === 0 ? 'FINISHED' : 'FAILED');
}

/** Whether the executed notebook gets papermill's error markers: something in a cell went wrong, rather than somebody stopping the run. */
export function isFailure(ending: Ending, chosenCode = 0): boolean {
  if (ending === 'exited') return exitCodeOf(ending, chosenCode) !== 0;
  return ending === 'failed' || ending === 'timed-out' || ending === 'kernel-died';
}

// %% notebooks/40_run/02_ending.ipynb#4002000a bc027471
/**
 * The ending that an aborted signal asks for: `terminated` when its reason says so, `timed-out` when it is a TimeoutError
 * (that of `AbortSignal.timeout()` is one), else `interrupted`.
 */
export function endingOfReason(reason: unknown): 'interrupted' | 'terminated' | 'timed-out' {
  if (reason === 'terminated' || reason === 'SIGTERM') return 'terminated';
  return reason instanceof Error && reason.name === 'TimeoutError' ? 'timed-out' : 'interrupted';
}

// %% notebooks/40_run/02_ending.ipynb#4002000d 993b62c5
/** The exit code that an error asks for; undefined when it is not an exit. */
export function exitCodeOfError(error: {
  ename?: string | undefined;
  evalue?: string | undefined;
}): number | undefined {
  if (error.ename !== 'SystemExit') return undefined;
  const words = (error.evalue ?? '').trim();
  if (words === '' || words === 'None' || words === 'False') return 0;
  return /^-?\d+$/.test(words) ? exitStatus(Number(words)) : 1;
}
