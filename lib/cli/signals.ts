/** How a person or a system stops a command. */
export interface Stop {
  signal: AbortSignal; // aborted by the first SIGINT ('interrupted') or SIGTERM ('terminated')
  killSignal: AbortSignal; // aborted by the second
}

/** Runs work that can be stopped by signals; the listeners are gone when it has ended. */
export async function stoppable<Result>(
  work: (stop: Stop) => Promise<Result>,
  onStop: (reason: 'interrupted' | 'terminated', again: boolean) => void = () => undefined,
): Promise<Result> {
  const gentle = new AbortController();
  const kill = new AbortController();
  const stop = (reason: 'interrupted' | 'terminated') => {
    const again = gentle.signal.aborted;
    onStop(reason, again);
    (again ? kill : gentle).abort(reason);
  };
  const listeners = {
    SIGINT: () => stop('interrupted'),
    SIGTERM: () => stop('terminated'),
    SIGHUP: () => stop('terminated'), // the terminal is gone
  };
  for (const [name, listener] of Object.entries(listeners)) process.on(name, listener);
  try {
    return await work({ signal: gentle.signal, killSignal: kill.signal });
  } finally {
    for (const [name, listener] of Object.entries(listeners)) process.off(name, listener);
  }
}
