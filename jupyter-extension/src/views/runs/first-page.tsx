import { useState } from 'react';
import type { Surroundings } from '../surroundings.ts';
import { Icon } from './icons.tsx';

/** What a project without runs shows: how to make the first one. */
export function FirstPage({ projectName, surroundings }: { projectName: string; surroundings: Surroundings }) {
  const { words } = surroundings;
  const isOctavoItself = projectName === 'octavo';
  return (
    <section className="jp-Octavo-page" aria-label={words.__('No runs yet')}>
      <h2>{words.__('No runs yet')}</h2>
      <p>
        {words.__('Every notebook that runs without the lab is recorded. In a terminal, in the folder of the project:')}
      </p>
      <CopyLine text="npx octavo run notebook.ipynb" surroundings={surroundings} />
      {isOctavoItself ? (
        <>
          <p>{words.__('Or the whole iris example, from data to an evaluated model:')}</p>
          <CopyLine text="npm start" surroundings={surroundings} />
        </>
      ) : null}
      <p>
        {words.__(
          'As soon as it starts, the run appears here with its status, parameters and metrics, and goes on by itself. Open it for curves, artifacts and the executed notebook.',
        )}
      </p>
    </section>
  );
}

/** What stands in place of the table when the filter leaves nothing. */
export function NothingMatches({
  isFiltered,
  onClear,
  surroundings,
}: {
  isFiltered: boolean;
  onClear: () => void;
  surroundings: Surroundings;
}) {
  const { words } = surroundings;
  return (
    <section className="jp-Octavo-page" role="status">
      <p>{isFiltered ? words.__('No run matches the filter.') : words.__('This experiment has no runs.')}</p>
      <button type="button" className="jp-Octavo-button" onClick={onClear}>
        {isFiltered ? words.__('Clear the filter') : words.__('Show all runs')}
      </button>
    </section>
  );
}

function CopyLine({ text, surroundings }: { text: string; surroundings: Surroundings }) {
  const [isCopied, setIsCopied] = useState(false);
  const { words } = surroundings;
  return (
    <div className="jp-Octavo-copy-line">
      <code>{text}</code>
      <button
        type="button"
        className="jp-Octavo-button"
        onClick={() => {
          surroundings.copyText(text);
          setIsCopied(true);
        }}
      >
        <Icon shape="copy" />
        <span aria-live="polite">{isCopied ? words.__('Copied') : words.__('Copy')}</span>
      </button>
    </div>
  );
}
