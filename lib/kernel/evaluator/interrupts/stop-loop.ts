import { setTimeout as sleep } from 'node:timers/promises';

/** A debugger's connection to the thread that runs the cells. */
export interface ThreadDebugger {
  post: (method: string, parameters?: object) => Promise<unknown>;
  close: () => void;
}

/** What is known of an interrupt that the cells' thread has not answered. */
export interface UnansweredInterrupt {
  isAnswered: () => boolean;
  tellAgain: () => void;
}

const lookMs = 5;
const answerMs = 50; // a thread that is not in a loop answers at once

/** Stops what the cells' thread executes, wherever it is. It then finds the message of the interrupt and ends the cell. */
export async function stopLoop(
  connect: () => Promise<ThreadDebugger>,
  { isAnswered, tellAgain }: UnansweredInterrupt,
): Promise<void> {
  const session = await connect();
  let isStopped = isAnswered();
  const stopping = isStopped ? undefined : session.post('Runtime.terminateExecution');
  void stopping
    ?.catch(() => undefined)
    .finally(() => {
      isStopped = true;
    });
  while (!isStopped) {
    await Promise.race([stopping, sleep(lookMs)]);
    // When the loop has ended by itself just before, let this be what is stopped, not what the thread does next.
    if (!isStopped && isAnswered()) await session.post('Runtime.evaluate', { expression: '0' });
  }
  session.close();
  await sleep(answerMs);
  if (!isAnswered()) tellAgain(); // what was stopped was the reading of it
}
