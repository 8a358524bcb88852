import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Watches a kernel whose answers cannot be right: replies to requests that were never made, messages with a wrong signature,
 * the word that a cell is done without a reply to it. Such a message alone is passed over, for the right one may follow. But a
 * kernel that then answers another question has finished what came before it (requests on shell are served in their
 * order), and the cell would wait for ever.
 */
export interface Doubts {
  suspect: (what: string) => void; // `replied to a request that was not made`
  heard: () => void; // something, whatever it is, has come on shell
}

export interface DoubtfulKernel {
  current: () => { settled: Promise<unknown> } | undefined; // what waits for its reply
  probe: () => void; // asks the kernel anything, on shell
  warn: (what: string) => void; // it does not answer the question either: busy, or lost
  giveUp: (what: string) => void; // it does, and the reply is not there
}

const patienceMs = 1000; // for a right reply behind a wrong one, and for one that the probe has overtaken
const silenceMs = 5000;

export function createDoubts(kernel: DoubtfulKernel): Doubts {
  let inquiry: { answered: PromiseWithResolvers<void>; isAsked: boolean } | undefined;

  async function inquire(what: string, waiting: { settled: Promise<unknown> }): Promise<void> {
    const over = new AbortController();
    const settled = waiting.settled.then(
      () => over.abort(),
      () => over.abort(),
    );
    const nap = (timeMs: number) =>
      sleep(timeMs, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
    await nap(patienceMs);
    if (over.signal.aborted || !inquiry) return;
    inquiry.isAsked = true;
    kernel.probe();
    let isAnswered = false;
    const answered = inquiry.answered.promise.then(() => {
      isAnswered = true;
    });
    await Promise.race([answered, nap(silenceMs)]);
    if (!isAnswered && !over.signal.aborted) kernel.warn(what);
    await Promise.race([answered, settled]);
    await nap(patienceMs);
    if (!over.signal.aborted) kernel.giveUp(what);
  }

  return {
    suspect: (what) => {
      const waiting = kernel.current();
      if (inquiry || !waiting) return;
      inquiry = { answered: Promise.withResolvers(), isAsked: false };
      void inquire(what, waiting).finally(() => {
        inquiry = undefined;
      });
    },
    heard: () => inquiry?.isAsked && inquiry.answered.resolve(),
  };
}
