import { keptThreads, startThread } from '../in-process/thread-evaluator.ts';

/** Starts a thread for the cells of a run in this process; the first session takes it, or `endKept` ends it. */
export function keepThread(): void {
  const thread = startThread();
  thread.worker.unref(); // should nobody take it
  keptThreads.keep('any', thread, () => void thread.worker.terminate());
}
