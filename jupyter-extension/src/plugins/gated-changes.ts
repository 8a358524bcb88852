import type { Change, Changes } from '../views/api/changes.ts';

/** News that are heard only while the gate is open. */
export interface GatedChanges extends Changes {
  setOpen(isOpen: boolean): void; // after a closed time, everything is to be read again
  refresh(): void; // everything is to be read again now, even while closed
}

/**
 * A view that nobody sees asks the server nothing: its listeners leave the shared source while the gate is closed, so that its socket
 * goes when no other view listens, and come back with one `all`.
 */
export function gateChanges(source: Changes, isOpenAtFirst: boolean): GatedChanges {
  const listeners = new Map<(change: Change | 'all') => void, (() => void) | null>(); // each with what stops it at the source
  let isOpen = isOpenAtFirst;

  const tellAll = () => {
    for (const listener of [...listeners.keys()]) listener('all');
  };
  return {
    connection: source.connection,
    onConnection: source.onConnection,
    retry: source.retry,
    onChange: (listener) => {
      listeners.set(listener, isOpen ? source.onChange(listener) : null);
      return () => {
        listeners.get(listener)?.();
        listeners.delete(listener);
      };
    },
    setOpen: (next) => {
      if (next === isOpen) return;
      isOpen = next;
      for (const [listener, stop] of [...listeners]) {
        stop?.();
        listeners.set(listener, isOpen ? source.onChange(listener) : null);
      }
      if (isOpen) tellAll();
    },
    refresh: tellAll,
  };
}
