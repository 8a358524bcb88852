import { killDetachedChildren, sendSignal } from './child-processes.ts';
import { pipeEvent } from './event-pipe.ts';
import { listenForInterrupts } from './interrupts/interrupt-channel.ts';
import { readLines } from './lines.ts';
import type { EvaluatorLink } from './link.ts';
import { own } from './own-globals.ts';
import type { EvaluatorCommand } from './protocol.ts';

/** The pipes of an evaluator that is a process; `protocol.ts` says which is which. */
export const processLink: EvaluatorLink = {
  send: pipeEvent,
  listen: (obey) => {
    process.on('SIGINT', () => {}); // meant for the cell's children; the front tells this process by another way
    readLines(
      4,
      (line) => obey(own.parse(line) as EvaluatorCommand),
      () => {
        killDetachedChildren(); // the front is gone, and nobody else is left to end what cells have started
        process.once('exit', () => sendSignal(-process.pid, 'SIGKILL')); // the group, which this process leads
        process.exit(0);
      },
    );
  },
  hearInterrupts: listenForInterrupts,
};
