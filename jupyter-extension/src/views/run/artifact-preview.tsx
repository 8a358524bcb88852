import { useEffect, useState } from 'react';
import type { Schemas } from '../api/client.ts';
import { ask } from '../api/problem.ts';
import { useRun } from './context.tsx';
import { DownloadButton } from './download-button.tsx';
import { Moment } from './head.tsx';
import { previewKind } from './preview-kind.ts';
import { FigurePreview, HtmlPreview, ImagePreview } from './preview-pictures.tsx';
import { TablePreview, TextPreview } from './preview-text.tsx';
import { CopyButton } from './section.tsx';
import { formatBytes } from './sizes.ts';

type Artifact = Schemas['Artifact'];

/** One artifact: what it is, what can be done with it, and as much of it as can be shown safely and quickly. */
export function ArtifactPreview({ artifact, folder }: { artifact: Artifact; folder: string | null }) {
  const { words } = useRun().surroundings;
  const [isSource, setSource] = useState(false);
  const kind = previewKind(artifact);
  const path = folder === null ? undefined : `${folder.replace(/[/\\]$/, '')}/${artifact.name}`;
  const hasSource = kind === 'html' || kind === 'figure' || kind === 'table' || /\.svg$/i.test(artifact.name);
  return (
    <section className="jp-Octavo-preview" aria-label={words.__('Preview of %1', artifact.name)}>
      <div className="jp-Octavo-preview-head">
        <h3>{artifact.name}</h3>
        <p className="jp-Octavo-muted">
          {formatBytes(artifact.sizeBytes)} · {artifact.mediaType} · <Moment timestampMs={artifact.modifiedMs} />
        </p>
        <div className="jp-Octavo-tools">
          {kind === 'notebook' ? <NotebookButton path={path} /> : null}
          <DownloadButton artifact={artifact} path={path} />
          {hasSource ? (
            <button
              type="button"
              className="jp-Octavo-button"
              aria-pressed={isSource}
              onClick={() => setSource(!isSource)}
            >
              {words.__('Show as text')}
            </button>
          ) : null}
          {path === undefined ? null : <CopyButton text={path} label={words.__('Copy the path on disk')} />}
        </div>
      </div>
      <Body artifact={artifact} isSource={isSource} />
    </section>
  );
}

function Body({ artifact, isSource }: { artifact: Artifact; isSource: boolean }) {
  const { words } = useRun().surroundings;
  const kind = previewKind(artifact);
  if (isSource) return <TextPreview artifact={artifact} />;
  switch (kind) {
    case 'text':
    case 'notebook':
      return <TextPreview artifact={artifact} />;
    case 'sniff':
      return <TextPreview artifact={artifact} isGuess />;
    case 'table':
      return <TablePreview artifact={artifact} />;
    case 'image':
      return <ImagePreview artifact={artifact} />;
    case 'html':
      return <HtmlPreview artifact={artifact} />;
    case 'figure':
      return <FigurePreview artifact={artifact} />;
    case 'empty':
      return <p className="jp-Octavo-muted">{words.__('This file is empty.')}</p>;
    case 'too-large':
      return <p className="jp-Octavo-muted">{words.__('This file is too large to be shown here; download it.')}</p>;
    case 'pdf':
      return <p className="jp-Octavo-muted">{words.__('Download this PDF to read it.')}</p>;
    case 'binary':
      return <p className="jp-Octavo-muted">{words.__('This file is not text, so there is no preview.')}</p>;
  }
}

function NotebookButton({ path }: { path: string | undefined }) {
  const { client, words, openNotebook } = useRun().surroundings;
  const [root, setRoot] = useState<string>();
  useEffect(() => {
    let isWanted = true;
    void ask(client.GET('/api/octavo/project')).then(({ data }) => isWanted && setRoot(data?.root));
    return () => {
      isWanted = false;
    };
  }, [client]);
  const inProject = root !== undefined && path?.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
  const reason = words.__('This notebook lies outside of the project');
  return (
    <button
      type="button"
      className="jp-Octavo-button"
      aria-disabled={inProject === undefined}
      title={inProject ?? reason}
      onClick={() => inProject !== undefined && openNotebook(inProject)}
    >
      {words.__('Open notebook')}
    </button>
  );
}
