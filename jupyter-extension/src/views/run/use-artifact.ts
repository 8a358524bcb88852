import { useEffect, useState } from 'react';
import type { Schemas } from '../api/client.ts';
import { type Problem, problemOf } from '../api/problem.ts';
import { ProblemError, readArtifact } from './artifact-bytes.ts';
import { useRun } from './context.tsx';

/** The first bytes of an artifact, as far as they came. */
export interface Loaded {
  readonly bytes?: Blob;
  readonly isWhole: boolean;
  readonly problem?: Problem;
  readonly retry: () => void;
}

/** Reads the first `upToBytes` of an artifact, and again when it changes; what came before stays until the new bytes are there. */
export function useArtifact({ name, sizeBytes, modifiedMs }: Schemas['Artifact'], upToBytes: number): Loaded {
  const { surroundings, runId } = useRun();
  const { client } = surroundings;
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<Omit<Loaded, 'retry'>>({ isWhole: false });
  const end = Math.min(sizeBytes, upToBytes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the file has changed, or a person asks for it
  useEffect(() => {
    if (end === 0) return setLoaded({ bytes: new Blob(), isWhole: true });
    const aborting = new AbortController();
    readArtifact(client, { runId, name }, { start: 0, end }, aborting.signal).then(
      ({ bytes, totalBytes }) => {
        if (!aborting.signal.aborted) setLoaded({ bytes, isWhole: totalBytes <= bytes.size });
      },
      (error: unknown) => {
        if (aborting.signal.aborted) return;
        const problem = error instanceof ProblemError ? error.problem : problemOf(0, error);
        setLoaded((before) => ({ ...before, problem }));
      },
    );
    return () => aborting.abort();
  }, [client, runId, name, end, modifiedMs, attempt]);
  return { ...loaded, retry: () => setAttempt((count) => count + 1) };
}
