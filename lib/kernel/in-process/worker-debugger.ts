import type { Worker } from 'node:worker_threads';
import type { ThreadDebugger } from '../evaluator/interrupts/stop-loop.ts';

interface Attached {
  params: { sessionId: string; workerInfo: { title: string } }; // its `workerId` only counts what this session has seen
}

/**
 * Connects to a thread of this process as a debugger does, which reaches it in the middle of a loop. Rejects when the
 * thread has ended, and so do its posts.
 */
export async function connectToWorker(worker: Worker): Promise<ThreadDebugger> {
  const { Session } = await import('node:inspector/promises');
  const { threadId } = worker; // -1 once it has ended
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined); // whoever waits is told
  const session = new Session();
  const close = () => {
    worker.off('exit', end);
    session.disconnect();
  };
  const end = () => {
    close();
    ended.reject(new Error(`Thread ${threadId} has ended`));
  };
  worker.once('exit', end);
  if (threadId < 0) end();
  session.connect();
  const replies = new Map<number, () => void>();
  session.on('NodeWorker.receivedMessageFromWorker', (message: { params: { message: string } }) => {
    const { id } = JSON.parse(message.params.message) as { id?: number };
    if (id !== undefined) replies.get(id)?.();
  });
  const attached = new Promise<string>((resolve) => {
    session.on('NodeWorker.attachedToWorker', ({ params }: Attached) => {
      if (isThread(params.workerInfo.title, threadId)) resolve(params.sessionId);
      else void session.post('NodeWorker.detach', { sessionId: params.sessionId }).catch(() => undefined);
    });
  });
  await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  const sessionId = await Promise.race([attached, ended.promise]);
  let asked = 0;
  return {
    post: async (method, params) => {
      const id = ++asked;
      const replied = new Promise<void>((resolve) => replies.set(id, resolve));
      await session.post('NodeWorker.sendMessageToWorker', {
        sessionId,
        message: JSON.stringify({ id, method, params }),
      });
      await Promise.race([replied, ended.promise]);
    },
    close,
  };
}

/** Whether a title names a thread; Node writes `[worker 3] octavo cells`. */
function isThread(title: string, threadId: number): boolean {
  return title.startsWith(`[worker ${threadId}]`);
}
