import type { EvaluatorCommand, EvaluatorEvent } from './protocol.ts';

/** How an evaluator is spoken with: through the pipes of a process of its own, or through the ports of a thread. */
export interface EvaluatorLink {
  send: (event: EvaluatorEvent) => void; // returns when it has left
  listen: (obey: (command: EvaluatorCommand) => void) => void;
  hearInterrupts: () => void; // and answers to questions, also while a cell is in a loop
}
