/** What cells print, kept for the case that one fails. */
export interface TakenOutput {
  begin: () => void; // forgets what was printed before
  lastLines: () => string;
  giveBack: () => void;
}

const mostCharacters = 2000;

/** Takes what is written to the standard streams of this process, until it is given back; when not quiet, leaves it alone. */
export function takeOutput(quiet: boolean): TakenOutput {
  if (!quiet) return { begin: () => {}, lastLines: () => '', giveBack: () => {} };
  let kept = '';
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
  for (const { stream } of streams) {
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      kept = (kept + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())).slice(-mostCharacters);
      const done = rest.at(-1);
      if (typeof done === 'function') process.nextTick(done);
      return true;
    };
  }
  return {
    begin: () => {
      kept = '';
    },
    lastLines: () => kept.trimEnd().split('\n').slice(-10).join('\n'),
    giveBack: () => {
      for (const { stream, write } of streams) stream.write = write;
    },
  };
}
