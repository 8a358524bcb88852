// Generated from notebooks/40_run/26_event_queue.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40280004 40280005 40280006

// %% notebooks/40_run/26_event_queue.ipynb#40280004 752ed86c
/** Passes events from whoever tells them to one reader. */
export interface EventQueue<Event> {
  readonly events: AsyncIterableIterator<Event>;
  readonly dropped: number; // events that nobody will read, because more of their kind came
  push: (event: Event, isDroppable?: boolean) => void;
  end: (failure?: { error: unknown }) => void; // what was told is still read, then the error is thrown
}

/** A queue in which all events wait, but at most so many of those that may be dropped: the oldest goes first. */
export function createEventQueue<Event>(mostDroppable = 256): EventQueue<Event> {
  const state: QueueState<Event> = { waiting: [], droppable: 0, dropped: 0, readers: [], isLeft: false };
  const events: AsyncIterableIterator<Event> = {
    [Symbol.asyncIterator]: () => events,
    next: () => takeEvent(state),
    return: async () => leaveQueue(state),
  };
  return {
    events,
    get dropped() {
      return state.dropped;
    },
    push: (event, isDroppable = false) => {
      if (state.isLeft || state.ended) return;
      state.waiting.push({ event, isDroppable });
      if (isDroppable && ++state.droppable > mostDroppable) dropOldest(state);
      serveReaders(state);
    },
    end: (failure) => {
      state.ended ??= failure ?? {};
      serveReaders(state);
    },
  };
}

// %% notebooks/40_run/26_event_queue.ipynb#40280005 c8c36fe5
/** @internal */
export interface QueueState<Event> {
  waiting: { event: Event; isDroppable: boolean }[];
  droppable: number; // of those that wait
  dropped: number;
  readers: PromiseWithResolvers<IteratorResult<Event, undefined>>[]; // that wait
  ended?: { error?: unknown };
  isLeft: boolean; // the reader has gone: nothing waits for it any more
}

// %% notebooks/40_run/26_event_queue.ipynb#40280006 6f27d714
/** @internal */
export function takeEvent<Event>(state: QueueState<Event>): Promise<IteratorResult<Event, undefined>> {
  const reader = Promise.withResolvers<IteratorResult<Event, undefined>>();
  state.readers.push(reader);
  serveReaders(state);
  return reader.promise;
}

/** @internal */
export function serveReaders<Event>(state: QueueState<Event>): void {
  while (state.readers.length > 0) {
    const next = state.waiting.shift();
    if (!next && !state.ended && !state.isLeft) return;
    const reader = state.readers.shift();
    if (next) {
      if (next.isDroppable) state.droppable--;
      reader?.resolve({ done: false, value: next.event });
    } else if (state.ended && 'error' in state.ended && !state.isLeft) {
      reader?.reject(state.ended.error);
      state.ended = {}; // an error is thrown once
    } else reader?.resolve({ done: true, value: undefined });
  }
}

/** @internal */
export function leaveQueue<Event>(state: QueueState<Event>): IteratorResult<Event, undefined> {
  state.isLeft = true;
  state.waiting = [];
  serveReaders(state);
  return { done: true, value: undefined };
}

/** @internal */
export function dropOldest<Event>(state: QueueState<Event>): void {
  const at = state.waiting.findIndex(({ isDroppable }) => isDroppable);
  state.waiting.splice(at, 1);
  state.droppable--;
  state.dropped++;
}
