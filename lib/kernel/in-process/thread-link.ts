import { workerData } from 'node:worker_threads';
import { sendSignal, watchChildProcesses } from '../evaluator/child-processes.ts';
import { listenForAnswers } from '../evaluator/input.ts';
import type { InterruptMessage } from '../evaluator/interrupts/interrupt-channel.ts';
import type { EvaluatorLink } from '../evaluator/link.ts';
import { own } from '../evaluator/own-globals.ts';
import type { EvaluatorEvent } from '../evaluator/protocol.ts';
import { addCellListener } from '../evaluator/running-cell.ts';
import { interruptCurrentCell, noteInterrupts } from '../evaluator/session.ts';
import { takeAwaitedOutput } from './awaited-children.ts';
import { keepOwnDescriptors } from './own-descriptors.ts';
import type { ThreadParts } from './thread-parts.ts';

const mostPending = 1024 * 1024; // characters that may be on their way; the cell waits with the next
const lookMs = 20;

/** The thread's ends of what it shares with the program. */
export function threadLink(): EvaluatorLink {
  const { events, commands, urgent, answers, pending, requested, answered, running, arrivals } =
    workerData as ThreadParts;
  const post = events.postMessage.bind(events); // a cell may replace the method
  const children = new Map<number, boolean>(); // whether each leads a group of its own

  function send(event: EvaluatorEvent): void {
    const line = own.stringify(event);
    post(line);
    Atomics.add(pending, 0, line.length);
    for (;;) {
      const now = Atomics.load(pending, 0);
      if (now <= mostPending) return;
      Atomics.wait(pending, 0, now, lookMs);
    }
  }

  return {
    send,
    listen: (obey) => {
      keepOwnDescriptors();
      takeAwaitedOutput();
      commands.on('message', obey);
    },
    hearInterrupts: () => {
      urgent.on('message', ({ number, request }: InterruptMessage) => {
        Atomics.store(answered, 0, number);
        interruptCurrentCell(request);
        // Before another cell begins: its children are not meant.
        for (const [pid, leadsGroup] of children) sendSignal(leadsGroup ? -pid : pid, 'SIGINT');
      });
      urgent.unref();
      // All of them: no process group holds them together here.
      watchChildProcesses(({ pid, isDetached, isRunning }) => {
        if (isRunning) children.set(pid, isDetached);
        else children.delete(pid);
        send({ type: 'detached-child', pid, isRunning });
      });
      noteInterrupts(requested);
      addCellListener((cell) => Atomics.store(running, 0, cell?.request ?? 0));
      listenForAnswers(answers, arrivals);
    },
  };
}
