import type { MessagePort } from 'node:worker_threads';

/** What a program and the thread that evaluates its cells share. */
export interface ThreadParts {
  events: MessagePort; // from the thread: lines of EvaluatorEvent
  pending: Int32Array<SharedArrayBuffer>; // [0]: how many characters of events the program has not read yet
  commands: MessagePort; // to the thread: EvaluatorCommand
  urgent: MessagePort; // to the thread: InterruptMessage
  requested: Int32Array<SharedArrayBuffer>; // [0]: the request that was last to be interrupted
  answered: Int32Array<SharedArrayBuffer>; // [0]: the number of the last interrupt that the thread has dealt with
  running: Int32Array<SharedArrayBuffer>; // [0]: the request whose cell runs, 0 for none
  answers: MessagePort; // to the thread: answers to a cell's questions
  arrivals: Int32Array<SharedArrayBuffer>; // [0]: how many answers have been put there
}

/** The whole environment of the cells: the first message to the thread, which waits for it. */
export type ThreadEnvironment = Record<string, string | undefined>;
