import { type ReactNode, useEffect, useState } from 'react';
import type { Schemas } from '../api/client.ts';
import { ask } from '../api/problem.ts';
import { readableDuration, readableMoment } from '../readable.ts';
import { Status } from '../status.tsx';
import { useRun } from './context.tsx';
import { CopyButton } from './section.tsx';
import { elapsedMs } from './server-clock.ts';

type Detail = Schemas['RunDetail'];

/** The run at a glance: its name and status, where it came from, and the ways to its notebooks. */
export function Head({ detail, receivedAtMs, headingId }: { detail: Detail; receivedAtMs: number; headingId: string }) {
  const { words } = useRun().surroundings;
  const { run } = detail;
  const commit = run.tags['mlflow.source.git.commit'];
  return (
    <header className="jp-Octavo-run-head">
      <div className="jp-Octavo-run-title">
        <h1 id={headingId}>{run.name || run.id.slice(0, 8)}</h1>
        <Status ending={run.ending} status={run.status} words={words} />
      </div>
      <Notebooks detail={detail} />
      <dl className="jp-Octavo-facts">
        <Fact name={words.__('Experiment')}>{run.experimentName}</Fact>
        <Fact name={words.__('Started')}>{run.startedMs === null ? '–' : <Moment timestampMs={run.startedMs} />}</Fact>
        <Fact name={words.__('Duration')}>
          <Duration detail={detail} receivedAtMs={receivedAtMs} />
        </Fact>
        {run.user ? <Fact name={words.__('User')}>{run.user}</Fact> : null}
        {commit ? (
          <Fact name={words.__('Commit')}>
            <code title={commit}>{commit.slice(0, 10)}</code>
            <CopyButton text={commit} label={words.__('Copy the commit')} />
            {run.tags['octavo.git.dirty'] === 'true' ? (
              <span className="jp-Octavo-muted">{words.__('+ uncommitted changes')}</span>
            ) : null}
          </Fact>
        ) : null}
        <Fact name={words.__('Run')}>
          <code title={run.id}>{run.id.slice(0, 8)}</code>
          <CopyButton text={run.id} label={words.__("Copy the run's id")} />
        </Fact>
        {run.parentId ? (
          <Fact name={words.__('Part of')}>
            <ParentLink parentId={run.parentId} />
          </Fact>
        ) : null}
      </dl>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A moment in the person's own time; the exact one by pointing at it. */
export function Moment({ timestampMs }: { timestampMs: number }) {
  const date = new Date(timestampMs);
  if (Number.isNaN(date.getTime())) return <>–</>;
  return (
    <time dateTime={date.toISOString()} title={date.toISOString()}>
      {readableMoment(timestampMs)}
    </time>
  );
}

function Duration({ detail, receivedAtMs }: { detail: Detail; receivedAtMs: number }) {
  const [now, setNow] = useState(() => performance.now());
  const { startedMs, durationMs, endedMs } = detail.run;
  const isRunning = startedMs !== null && endedMs === null && durationMs === null;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  if (durationMs !== null) return <>{readableDuration(durationMs)}</>;
  if (!isRunning) return <>–</>;
  const elapsed = elapsedMs(startedMs, { nowMs: detail.nowMs, receivedAtMs }, now);
  return <span role="timer">{readableDuration(elapsed, true)}</span>;
}

function ParentLink({ parentId }: { parentId: string }) {
  const { client, openRun } = useRun().surroundings;
  const [name, setName] = useState<string>();
  useEffect(() => {
    let isWanted = true;
    void ask(client.GET('/api/octavo/runs', { params: { query: { ids: [parentId], limit: 1 } } })).then(({ data }) => {
      if (isWanted) setName(data?.runs[0]?.name);
    });
    return () => {
      isWanted = false;
    };
  }, [client, parentId]);
  const label = name || parentId.slice(0, 8);
  return (
    <button type="button" className="jp-Octavo-link" onClick={() => openRun(parentId, label)}>
      {label}
    </button>
  );
}

function Notebooks({ detail }: { detail: Detail }) {
  const { words, openNotebook } = useRun().surroundings;
  const { executedNotebook, notebook } = detail;
  return (
    <div className="jp-Octavo-run-actions">
      <PathButton
        label={words.__('Open executed notebook')}
        path={executedNotebook}
        reason={words.__('The executed notebook is not there')}
        open={openNotebook}
      />
      <PathButton
        label={words.__('Open source notebook')}
        path={notebook}
        reason={words.__('This run came from no notebook of the project')}
        open={openNotebook}
      />
    </div>
  );
}

// Stays in the tab order while it can do nothing, so that everyone can learn why.
function PathButton({
  label,
  path,
  reason,
  open,
}: {
  label: string;
  path: string | null;
  reason: string;
  open: (path: string) => void;
}) {
  return (
    <button
      type="button"
      className="jp-Octavo-button"
      aria-disabled={path === null}
      title={path ?? reason}
      onClick={() => {
        if (path !== null) open(path);
      }}
    >
      {label}
      {path === null ? <span className="jp-Octavo-unseen">{reason}</span> : null}
    </button>
  );
}
