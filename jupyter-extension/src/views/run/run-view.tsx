import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import type { Connection } from '../api/changes.ts';
import { Banner, ConnectionBanner } from '../banner.tsx';
import { wordOf } from '../status.tsx';
import type { Surroundings } from '../surroundings.ts';
import { Artifacts } from './artifacts.tsx';
import { RunContextProvider, useRun, useViewState } from './context.tsx';
import { NestedRuns, Parameters, Tags } from './facts.tsx';
import { Failure } from './failure.tsx';
import { Head } from './head.tsx';
import { Metrics } from './metrics.tsx';
import { createRunModel, type RunModel, type RunSnapshot } from './run-model.ts';
import type { RunViewState } from './run-state.ts';

export interface RunViewProps {
  readonly surroundings: Surroundings;
  readonly runId: string;
  readonly state: RunViewState;
  readonly onStateChange: (state: RunViewState) => void;
}

/** One run, live: how it ended, what it was given, how its metrics went, what it left behind. */
export function RunView(props: RunViewProps) {
  const { surroundings, runId } = props;
  const { client, changes } = surroundings;
  const [model, setModel] = useState<RunModel>();
  const [state, change] = useViewState(props.state, props.onStateChange);
  useEffect(() => {
    const made = createRunModel({ client, changes, runId });
    setModel(made);
    return () => {
      made.close();
      setModel(undefined);
    };
  }, [client, changes, runId]);
  return (
    <RunContextProvider value={{ surroundings, runId, state, change }}>
      {model ? <ShownRun model={model} /> : null}
    </RunContextProvider>
  );
}

function ShownRun({ model }: { model: RunModel }) {
  const { surroundings, runId } = useRun();
  const { words, changes } = surroundings;
  const snapshot = useSyncExternalStore(model.subscribe, model.snapshot);
  const connection = useSyncExternalStore<Connection>(changes.onConnection, changes.connection);
  const headingId = useId();
  const { detail, problem } = snapshot;
  const retry = () => {
    changes.retry();
    model.refresh();
  };
  return (
    <article
      className="jp-Octavo jp-Octavo-run"
      aria-labelledby={detail ? headingId : undefined}
      aria-label={detail ? undefined : words.__('Run %1', runId.slice(0, 8))}
      aria-busy={!detail && !problem && !snapshot.gone}
    >
      <ConnectionBanner connection={connection} problem={problem} words={words} onRetry={retry} />
      <Gone snapshot={snapshot} />
      <Ending snapshot={snapshot} />
      {detail ? (
        <div className="jp-Octavo-run-body">
          <Head detail={detail} receivedAtMs={snapshot.receivedAtMs} headingId={headingId} />
          {detail.failure ? <Failure detail={detail} failure={detail.failure} /> : null}
          <Metrics detail={detail} series={snapshot.series} model={model} />
          <Parameters run={detail.run} />
          {detail.run.childCount > 0 ? <NestedRuns runs={detail.children} count={detail.run.childCount} /> : null}
          <Artifacts
            list={snapshot.artifacts}
            problem={snapshot.artifactsProblem}
            folder={detail.artifactFolder}
            refresh={model.refresh}
          />
          <Tags run={detail.run} />
        </div>
      ) : problem || snapshot.gone ? null : (
        <p className="jp-Octavo-muted jp-Octavo-loading">{words.__('Loading…')}</p>
      )}
    </article>
  );
}

function Gone({ snapshot }: { snapshot: RunSnapshot }) {
  const { words, openRuns } = useRun().surroundings;
  if (!snapshot.gone) return null;
  const action = { label: words.__('Show all runs'), run: openRuns };
  if (!snapshot.detail) {
    return <Banner tone="information" message={snapshot.gone.message} hint={snapshot.gone.hint} action={action} />;
  }
  return (
    <Banner
      tone="information"
      message={words.__('This run was deleted.')}
      hint={words.__('What was last known of it stays here until you close this tab.')}
      action={action}
    />
  );
}

// Says once, to those who do not look, that a run ended which was running when it was opened.
function Ending({ snapshot }: { snapshot: RunSnapshot }) {
  const { words } = useRun().surroundings;
  const wasRunning = useRef(false);
  const run = snapshot.detail?.run;
  const isOver = run !== undefined && run.endedMs !== null;
  if (run && !isOver) wasRunning.current = true;
  const text = isOver && wasRunning.current ? words.__('%1 ended: %2', run.name, wordOf(run.ending, words)) : '';
  return (
    <div className="jp-Octavo-unseen" role="status">
      {text}
    </div>
  );
}
