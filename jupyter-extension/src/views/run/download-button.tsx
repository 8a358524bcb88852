import { useEffect, useRef, useState } from 'react';
import type { Schemas } from '../api/client.ts';
import { ProblemError, readArtifact } from './artifact-bytes.ts';
import { useRun } from './context.tsx';
import { ChangedFile, downloadChunks, downloadUpToBytes } from './download.ts';
import { formatBytes } from './sizes.ts';

type Artifact = Schemas['Artifact'];

/** Downloads an artifact in pieces, with its progress and a way to stop; of one that is too large it shows where it lies. */
export function DownloadButton({ artifact, path }: { artifact: Artifact; path: string | undefined }) {
  const { surroundings, runId } = useRun();
  const { client, words } = surroundings;
  const [bytes, setBytes] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const aborting = useRef<AbortController>();
  useEffect(() => () => aborting.current?.abort(), []);

  async function download(): Promise<void> {
    const controller = new AbortController();
    aborting.current = controller;
    setProblem(undefined);
    setBytes(0);
    try {
      const file = await downloadChunks(
        artifact.sizeBytes,
        (chunk) => readArtifact(client, { runId, name: artifact.name }, chunk, controller.signal),
        (done) => setBytes(controller.signal.aborted ? undefined : done),
      );
      save(file, artifact.name.slice(artifact.name.lastIndexOf('/') + 1));
    } catch (error) {
      if (!controller.signal.aborted) setProblem(explain(error));
    } finally {
      if (aborting.current === controller) setBytes(undefined);
    }
  }

  function cancel(): void {
    aborting.current?.abort();
    setBytes(undefined);
  }

  function explain(error: unknown): string {
    if (error instanceof ChangedFile) return words.__('The file changed while it was downloaded; try again.');
    if (error instanceof ProblemError) return error.problem.message;
    return words.__('The download failed: %1', String(error));
  }

  if (artifact.sizeBytes > downloadUpToBytes) {
    return (
      <p className="jp-Octavo-muted">
        {words.__('Files above %1 are not downloaded through the browser.', formatBytes(downloadUpToBytes))}{' '}
        {path === undefined ? null : <code>{path}</code>}
      </p>
    );
  }
  if (bytes !== undefined) {
    const progress = words.__('%1 of %2', formatBytes(bytes), formatBytes(artifact.sizeBytes));
    return (
      <span className="jp-Octavo-progress">
        <progress value={bytes} max={artifact.sizeBytes} aria-label={words.__('Download of %1', artifact.name)} />
        <span className="jp-Octavo-muted">{progress}</span>
        <button type="button" className="jp-Octavo-button" onClick={cancel}>
          {words.__('Cancel')}
        </button>
      </span>
    );
  }
  return (
    <>
      <button type="button" className="jp-Octavo-button" onClick={() => void download()}>
        {words.__('Download')}
      </button>
      {problem === undefined ? null : (
        <span className="jp-Octavo-odd" role="alert">
          {problem}
        </span>
      )}
    </>
  );
}

// Bytes without a type are never opened as a page. The browser needs the address a little longer than the click.
function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
