import { useMemo, useState } from 'react';
import type { Schemas } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import { Banner } from '../banner.tsx';
import { ArtifactPreview } from './artifact-preview.tsx';
import { artifactRows } from './artifact-tree.ts';
import { ArtifactTree } from './artifact-tree-view.tsx';
import { useRun } from './context.tsx';
import { Section } from './section.tsx';

const filterFrom = 12; // so many artifacts can be seen at a glance

/** The files of the run: their tree, and the one that is chosen. */
export function Artifacts({
  list,
  problem,
  folder,
  refresh,
}: {
  list: Schemas['ArtifactList'] | undefined;
  problem: Problem | undefined;
  folder: string | null;
  refresh: () => void;
}) {
  const { surroundings, state, change } = useRun();
  const { words } = surroundings;
  const [filter, setFilter] = useState('');
  const artifacts = list?.artifacts ?? [];
  const rows = useMemo(
    () => artifactRows(list?.artifacts ?? [], new Set(state.openFolders), filter),
    [list, state.openFolders, filter],
  );
  const chosen = artifacts.find(({ name }) => name === state.artifact);
  const tools = (
    <div className="jp-Octavo-tools">
      {artifacts.length > filterFrom ? (
        <input
          type="search"
          placeholder={words.__('Filter by name')}
          aria-label={words.__('Filter artifacts by name')}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      ) : null}
      <button
        type="button"
        className="jp-Octavo-icon-button"
        title={words.__('Look for new artifacts')}
        aria-label={words.__('Look for new artifacts')}
        onClick={refresh}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3" />
        </svg>
      </button>
    </div>
  );
  return (
    <Section id="artifacts" title={words.__('Artifacts')} count={list ? artifacts.length : undefined} tools={tools}>
      {problem ? (
        <Banner
          tone="warning"
          message={problem.message}
          hint={problem.hint}
          action={{ label: words.__('Retry'), run: refresh }}
        />
      ) : null}
      {list?.isTruncated ? (
        <p className="jp-Octavo-muted">
          {words.__('Only the first %1 artifacts are listed.', artifacts.length.toLocaleString())}
        </p>
      ) : null}
      {list && artifacts.length === 0 ? (
        <p className="jp-Octavo-muted">{words.__('This run has no artifacts.')}</p>
      ) : null}
      {artifacts.length > 0 ? (
        <div className="jp-Octavo-artifacts">
          <ArtifactTree
            rows={rows}
            chosen={state.artifact}
            onChoose={(artifact) => change({ artifact })}
            onFold={(path, isOpen) =>
              change({
                openFolders: isOpen
                  ? [...state.openFolders, path]
                  : state.openFolders.filter((other) => other !== path),
              })
            }
          />
          {chosen ? (
            <ArtifactPreview key={chosen.name} artifact={chosen} folder={folder} />
          ) : (
            <p className="jp-Octavo-muted jp-Octavo-preview">
              {state.artifact === null
                ? words.__('Choose a file to see it here.')
                : words.__('%1 is not there any more.', state.artifact)}
            </p>
          )}
        </div>
      ) : null}
    </Section>
  );
}
