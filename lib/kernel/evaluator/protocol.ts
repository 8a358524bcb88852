/**
 * What the front and the evaluator say to each other: one JSON object a line.
 *
 * - fd 3, evaluator to front: events, written synchronously, so that they leave while a cell's loop runs, in order;
 *   a full pipe makes the writer wait, which bounds memory from end to end.
 * - fd 4, front to the evaluator's main thread: commands.
 * - fd 5, front to the evaluator's worker thread: interrupts and answers to questions, which must arrive while the main
 *   thread is busy or waits. End of file there means that the front is gone: the worker then kills the evaluator's
 *   whole process group.
 *
 * The evaluator is started as the leader of a process group of its own; its stdout and stderr are pipes that the front
 * reads as well, for what native code and child processes write.
 */

export interface CellPlace {
  notebook: string | undefined; // path as the client gave it, relative to cwd or absolute
  id: string | undefined; // nbformat cell id
  index: number | undefined; // the label in [n]
  typesKey?: string | undefined; // of a cell whose types are known without its text: equal for equal types
}

export type EvaluatorCommand =
  | {
      type: 'execute';
      request: number;
      code: string;
      executionCount: number;
      silent: boolean;
      place: CellPlace;
      expressions?: Record<string, string>; // execute_request's user_expressions
    }
  | { type: 'is-complete'; request: number; code: string }
  | { type: 'members'; request: number; chain: string[] } // of a living value; of none: the variables
  | { type: 'comm'; request: number; message: CommMessage } // from the client
  | { type: 'count-left-running'; request: number }
  | { type: 'surroundings'; cwd: string; env: Record<string, string | null> } // of one started ahead; null: without it
  | { type: 'shutdown' };

export type UrgentCommand =
  | { type: 'interrupt'; request: number }
  | { type: 'input-reply'; question: number; value: string | undefined }; // undefined: the client takes no questions

/** One message of a comm (Jupyter messaging 5.3, "Custom Messages"), in either direction. */
export interface CommMessage {
  type: 'open' | 'msg' | 'close';
  id: string;
  target?: string; // of `open`
  data: unknown;
  metadata?: Record<string, unknown>;
  buffers?: string[]; // base64
}

/** What one of the user_expressions has come to. */
export type ExpressionValue =
  | { status: 'ok'; data: MimeBundle; metadata: MimeBundle }
  | { status: 'error'; ename: string; evalue: string; traceback: string[] };

/** Work that a cell began and that still holds the process: `setInterval in train.ipynb cell b2c4d6e8 [3]`. */
export interface LeftRunning {
  what: string; // setInterval, server, child process …
  cell: string; // as messages call it
  count: number;
}

export type MimeBundle = Record<string, unknown>;

export type EvaluatorEvent =
  | { type: 'ready' }
  | { type: 'stream'; request: number | undefined; name: 'stdout' | 'stderr'; text: string } // request: the cell that caused it
  | {
      type: 'display';
      request: number | undefined;
      data: MimeBundle;
      metadata: MimeBundle;
      displayId?: string;
      update?: boolean;
    }
  | { type: 'clear-output'; request: number | undefined; wait: boolean }
  | { type: 'result'; request: number; data: MimeBundle; metadata: MimeBundle }
  | { type: 'question'; request: number | undefined; question: number; prompt: string; password: boolean }
  | { type: 'comm'; request: number | undefined; message: CommMessage }
  | { type: 'comm-handled'; request: number } // the listeners of a client's message have finished
  | { type: 'detached-child'; pid: number; isRunning: boolean } // not of the evaluator's group: to be ended with it all the same
  | { type: 'late-failure'; request: number | undefined; ename: string; evalue: string; traceback: string[] } // of a cell that had ended
  | { type: 'left-running'; request: number; items: LeftRunning[] }
  | { type: 'done'; request: number; expressions?: Record<string, ExpressionValue> } // the cell ended well; after all it wrote while it ran
  | {
      type: 'failed';
      request: number;
      ename: string;
      evalue: string;
      traceback: string[];
      interrupted?: boolean;
      missing?: string[]; // names it would have declared, and did not come to
    }
  | { type: 'exit'; request: number | undefined; code: number } // process.exit in a cell; the process ends next
  | {
      type: 'completeness';
      request: number;
      status: 'complete' | 'incomplete' | 'invalid' | 'unknown';
      indent: string;
    }
  | { type: 'members'; request: number; members: { name: string; type: string }[] };
