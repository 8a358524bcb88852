import { type ReactNode, useEffect, useState } from 'react';
import type { Schemas } from '../api/client.ts';
import { Banner } from '../banner.tsx';
import { useRun } from './context.tsx';
import { parseTable, type Table } from './csv.ts';
import { looksLikeText } from './preview-kind.ts';
import { Scroller } from './section.tsx';
import { formatBytes } from './sizes.ts';
import { type Loaded, useArtifact } from './use-artifact.ts';

type Artifact = Schemas['Artifact'];

const firstBytes = 256_000;
const textUpToBytes = 4_096_000; // more text than this makes a page slow

/** Says that an artifact is on its way, or why it did not come. */
export function Awaiting({ loaded }: { loaded: Loaded }): ReactNode {
  const { words } = useRun().surroundings;
  if (loaded.problem) {
    const { message, hint } = loaded.problem;
    return (
      <Banner tone="warning" message={message} hint={hint} action={{ label: words.__('Retry'), run: loaded.retry }} />
    );
  }
  return loaded.bytes ? null : <p className="jp-Octavo-muted">{words.__('Loading…')}</p>;
}

/** The beginning of a text, and more of it by a button. `isGuess`: it may be no text at all. */
export function TextPreview({ artifact, isGuess = false }: { artifact: Artifact; isGuess?: boolean }) {
  const { words } = useRun().surroundings;
  const [upTo, setUpTo] = useState(firstBytes);
  const loaded = useArtifact(artifact, upTo);
  const bytes = useBuffer(loaded.bytes);
  if (!bytes) return <Awaiting loaded={loaded} />;
  if (isGuess && !looksLikeText(bytes)) {
    return <p className="jp-Octavo-muted">{words.__('This file is not text, so there is no preview.')}</p>;
  }
  const text = new TextDecoder().decode(bytes, { stream: !loaded.isWhole });
  const shown = words.__('The first %1 of %2.', formatBytes(bytes.length), formatBytes(artifact.sizeBytes));
  return (
    <>
      <Awaiting loaded={loaded} />
      <Scroller className="jp-Octavo-text" label={artifact.name}>
        <pre>{text}</pre>
      </Scroller>
      {loaded.isWhole ? null : (
        <p className="jp-Octavo-more">
          <span className="jp-Octavo-muted">{shown}</span>
          {upTo < textUpToBytes ? (
            <button
              type="button"
              className="jp-Octavo-button"
              onClick={() => setUpTo(Math.min(upTo * 4, textUpToBytes))}
            >
              {words.__('Show more')}
            </button>
          ) : null}
        </p>
      )}
    </>
  );
}

/** The first rows of separated values. */
export function TablePreview({ artifact }: { artifact: Artifact }) {
  const { words } = useRun().surroundings;
  const loaded = useArtifact(artifact, firstBytes);
  const bytes = useBuffer(loaded.bytes);
  if (!bytes) return <Awaiting loaded={loaded} />;
  const text = new TextDecoder().decode(bytes, { stream: !loaded.isWhole });
  const separator = /\.tsv$/i.test(artifact.name) ? '\t' : ',';
  const table = parseTable(text, { separator, isWhole: loaded.isWhole });
  return (
    <>
      <Awaiting loaded={loaded} />
      <Rows table={table} name={artifact.name} />
      {table.hasMoreRows ? (
        <p className="jp-Octavo-muted">{words.__('The first %1 rows.', table.rows.length.toLocaleString())}</p>
      ) : null}
      {table.hasMoreColumns ? (
        <p className="jp-Octavo-muted">{words.__('The first %1 columns.', table.header.length)}</p>
      ) : null}
    </>
  );
}

/* biome-ignore-start lint/suspicious/noArrayIndexKey: rows and fields of a file have no other name */
function Rows({ table, name }: { table: Table; name: string }) {
  return (
    <Scroller className="jp-Octavo-preview-table" label={name}>
      <table className="jp-Octavo-table">
        <caption className="jp-Octavo-unseen">{name}</caption>
        <thead>
          <tr>
            {table.header.map((field, column) => (
              <th scope="col" key={column}>
                {field}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, line) => (
            <tr key={line}>
              {row.map((field, column) => (
                <td key={column}>{field}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
/* biome-ignore-end lint/suspicious/noArrayIndexKey: above */

function useBuffer(blob: Blob | undefined): Uint8Array | undefined {
  const [bytes, setBytes] = useState<Uint8Array>();
  useEffect(() => {
    let isWanted = true;
    void blob?.arrayBuffer().then((buffer) => isWanted && setBytes(new Uint8Array(buffer)));
    return () => {
      isWanted = false;
    };
  }, [blob]);
  return bytes;
}
