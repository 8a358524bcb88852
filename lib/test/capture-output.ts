// Generated from notebooks/50_test/07_capture_output.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 50a70004 50a70005 50a70006

// %% notebooks/50_test/07_capture_output.ipynb#50a70004 1242732c
/** What was printed, and what the function returned. */
export interface CapturedOutput<Returned> {
  stdout: string;
  stderr: string;
  returned: Returned;
}

/** What was printed, or the promise of it when the function is asynchronous. */
export type Captured<Returned> =
  Returned extends PromiseLike<infer Value> ? Promise<CapturedOutput<Value>> : CapturedOutput<Returned>;

// %% notebooks/50_test/07_capture_output.ipynb#50a70005 561c7c59
/** Calls a function and keeps what it prints, by console or by process.stdout and process.stderr. Throws what it throws. */
export function captureOutput<Returned>(fn: () => Returned): Captured<Returned> {
  const kept = { stdout: '', stderr: '' };
  const restore = [_keep(process.stdout, 'stdout', kept), _keep(process.stderr, 'stderr', kept)];
  const giveBack = () => {
    for (const one of restore) one();
  };
  let returned: Returned;
  try {
    returned = fn();
  } catch (error) {
    giveBack();
    throw error;
  }
  if (typeof (returned as PromiseLike<unknown> | null | undefined)?.then !== 'function') {
    giveBack();
    return { ...kept, returned } as Captured<Returned>;
  }
  const captured = Promise.resolve(returned).then((value) => ({ ...kept, returned: value }));
  return captured.finally(giveBack) as unknown as Captured<Returned>;
}

// %% notebooks/50_test/07_capture_output.ipynb#50a70006 7cca7c67
/** Has what is written to a stream added to `kept`. Returns what ends that. */
function _keep<Name extends string>(stream: NodeJS.WriteStream, name: Name, kept: Record<Name, string>): () => void {
  const { write } = stream;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    kept[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const done = rest.at(-1);
    if (typeof done === 'function') process.nextTick(done);
    return true;
  };
  return () => {
    stream.write = write;
  };
}
