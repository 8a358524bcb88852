import type { Schemas } from '../api/client.ts';
import { useRun } from './context.tsx';
import { CopyButton, Scroller, Section } from './section.tsx';
import { tracebackAfter } from './traceback.ts';

/** The error of a failed run, and the way to the cell that threw it. */
export function Failure({ detail, failure }: { detail: Schemas['RunDetail']; failure: Schemas['RunFailure'] }) {
  const { words, openNotebook } = useRun().surroundings;
  const { executedNotebook } = detail;
  const { cellId, line, message, traceback } = failure;
  const rest = tracebackAfter(message, traceback);
  const goTo = () => {
    if (executedNotebook === null) return;
    openNotebook(executedNotebook, cellId === null ? undefined : { cellId, line: line ?? undefined });
  };
  return (
    <Section id="failure" title={words.__('Error')}>
      <div className="jp-Octavo-failure">
        <p className="jp-Octavo-failure-message">{message}</p>
        {rest !== '' ? (
          <Scroller className="jp-Octavo-text" label={words.__('Traceback')}>
            <pre>{rest}</pre>
          </Scroller>
        ) : null}
        <div className="jp-Octavo-failure-actions">
          {executedNotebook === null ? (
            <span className="jp-Octavo-muted">{words.__('The executed notebook is not there')}</span>
          ) : (
            <button type="button" className="jp-Octavo-button" onClick={goTo}>
              {cellId === null
                ? words.__('Open executed notebook')
                : line === null
                  ? words.__('Go to the cell')
                  : words.__('Go to the cell, line %1', line)}
            </button>
          )}
          <CopyButton text={traceback || message} label={words.__('Copy the error')} />
        </div>
      </div>
    </Section>
  );
}
