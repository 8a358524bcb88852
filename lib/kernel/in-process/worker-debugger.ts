import type { Worker } from 'node:worker_threads';
import type { ThreadDebugger } from '../evaluator/interrupts/stop-loop.ts';

interface Attached {
  params: { sessionId: string; workerInfo: { workerId: string } };
}

/** Connects to a thread of this process as a debugger does, which reaches it in the middle of a loop. */
export async function connectToWorker(worker: Worker): Promise<ThreadDebugger> {
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.connect();
  const replies = new Map<number, () => void>();
  session.on('NodeWorker.receivedMessageFromWorker', (message: { params: { message: string } }) => {
    const { id } = JSON.parse(message.params.message) as { id?: number };
    if (id !== undefined) replies.get(id)?.();
  });
  const attached = new Promise<string>((resolve) => {
    session.on('NodeWorker.attachedToWorker', ({ params }: Attached) => {
      if (params.workerInfo.workerId === String(worker.threadId)) resolve(params.sessionId);
      else void session.post('NodeWorker.detach', { sessionId: params.sessionId }).catch(() => undefined);
    });
  });
  await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  const sessionId = await attached;
  let asked = 0;
  return {
    post: async (method, params) => {
      const id = ++asked;
      const replied = new Promise<void>((resolve) => replies.set(id, resolve));
      await session.post('NodeWorker.sendMessageToWorker', {
        sessionId,
        message: JSON.stringify({ id, method, params }),
      });
      await replied;
    },
    close: () => session.disconnect(),
  };
}
