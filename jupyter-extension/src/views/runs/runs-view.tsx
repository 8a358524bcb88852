import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { ConnectionBanner } from '../banner.tsx';
import { wordOf } from '../status.tsx';
import type { Surroundings } from '../surroundings.ts';
import { createClock } from './clock.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { type ColumnId, defaultColumns, numericColumns } from './columns.ts';
import { ExperimentsTree } from './experiments-tree.tsx';
import { parseFilter } from './filter.ts';
import { FilterBox } from './filter-box.tsx';
import { FirstPage, NothingMatches } from './first-page.tsx';
import { Icon } from './icons.tsx';
import { createProjectModel } from './project-model.ts';
import { type Run, rowsOf } from './run-list.ts';
import { createRunsModel } from './runs-model.ts';
import { RunsTable } from './runs-table.tsx';
import { type RunsViewState, restoredState } from './runs-view-state.ts';
import { StatusFilter } from './status-filter.tsx';
import { TreeEdge } from './tree-edge.tsx';
import { useIsShown, useSettled, useSnapshot } from './use-model.ts';

const noNames = { parameters: [], metrics: [], tags: [] };

/** Every recorded run of the project: the experiments on the left, the runs of the chosen one on the right, live. */
export function RunsView({
  surroundings,
  state: saved,
  onStateChange,
}: {
  surroundings: Surroundings;
  state: RunsViewState;
  onStateChange: (state: RunsViewState) => void;
}) {
  const { changes, words } = surroundings;
  const root = useRef<HTMLDivElement>(null);
  const [state, setState] = useState(() => restoredState(saved));
  const [news, setNews] = useState('');
  const { runs, project, clock } = useModels(surroundings, setNews);
  const table = useSnapshot(runs);
  const around = useSnapshot(project);
  const connection = useSyncExternalStore(changes.onConnection, changes.connection);
  const isShown = useIsShown(root);
  useEffect(() => {
    runs.setShown(isShown);
    project.setShown(isShown);
  }, [runs, project, isShown]);

  const change = useCallback((next: Partial<RunsViewState>) => setState((old) => ({ ...old, ...next })), []);
  const said = useRef(state);
  useEffect(() => {
    if (said.current === state) return;
    said.current = state;
    onStateChange(state);
  }, [state, onStateChange]);

  // An experiment that was deleted, or is of another project, is no choice.
  const { experiments } = around;
  const isUnknown = state.experiment !== null && experiments?.every((one) => one.id !== state.experiment) === true;
  useEffect(() => {
    if (isUnknown) change({ experiment: null });
  }, [isUnknown, change]);

  const names = around.columns ?? noNames;
  const text = useSettled(state.filter, 200);
  const filter = useMemo(() => parseFilter(text, names), [text, names]);
  // A filter restored after a reload waits until it is known which names there are.
  const isReady = text.trim() === '' || around.columns !== undefined || around.problem !== undefined;
  useEffect(() => {
    project.setExperiment(state.experiment);
    if (!isReady) return;
    runs.setQuery({
      experiment: state.experiment,
      name: filter.name,
      where: filter.where,
      statuses: [...state.statuses, ...filter.statuses],
      order: state.order,
    });
  }, [runs, project, isReady, state.experiment, state.statuses, state.order, filter]);

  const columns = useSame(state.columns ?? defaultColumns(names, state.experiment === null));
  const rows = useMemo(() => rowsOf(table.list), [table.list]);
  const numeric = useSame(numericColumns(columns, table.list.top.runs), (set) => [...set].join('\n'));
  const { top } = table.list;
  const problem = table.problem ?? around.problem;
  const isFiltered = state.filter.trim() !== '' || state.statuses.length > 0;
  const isEmpty = table.isLoaded && top.runs.length === 0 && top.nextPage === null;
  const runCount = experiments?.reduce((sum, one) => sum + one.runCount, 0);
  const isFirst =
    around.project !== undefined && runCount === 0 && (isEmpty || around.project.storeState === 'missing');

  const onSort = useCallback(
    (column: ColumnId) =>
      setState((old) => {
        const isSame = old.order.column === column;
        const ascendsAtFirst = ['name', 'user', 'experiment', 'status'].includes(column);
        return { ...old, order: { column, ascending: isSame ? !old.order.ascending : ascendsAtFirst } };
      }),
    [],
  );
  const onResize = useCallback(
    (column: ColumnId, width: number | null) =>
      setState((old) => {
        const { [column]: _, ...others } = old.widths;
        return { ...old, widths: width === null ? others : { ...others, [column]: width } };
      }),
    [],
  );
  const onOpen = useCallback((run: Run) => surroundings.openRun(run.id, run.name), [surroundings]);
  const retry = () => {
    changes.retry();
    project.retry();
    runs.retry();
  };

  return (
    <div className="jp-Octavo jp-Octavo-runs" ref={root}>
      <ConnectionBanner connection={connection} problem={problem} words={words} onRetry={retry} />
      {isFirst ? (
        <FirstPage projectName={around.project?.name ?? ''} surroundings={surroundings} />
      ) : (
        <>
          <div className="jp-Octavo-toolbar" role="toolbar" aria-label={words.__('Which runs to show, and how')}>
            <button
              type="button"
              className="jp-Octavo-iconButton"
              title={words.__('Show or hide the experiments')}
              aria-label={words.__('Experiments')}
              aria-pressed={state.isTreeShown}
              onClick={() => change({ isTreeShown: !state.isTreeShown })}
            >
              <Icon shape="tree" />
            </button>
            <FilterBox
              text={state.filter}
              notUnderstood={around.columns ? filter.notUnderstood : []}
              onChange={(next) => change({ filter: next })}
              words={words}
            />
            <StatusFilter chosen={state.statuses} onChange={(statuses) => change({ statuses })} words={words} />
            <ColumnChooser
              shown={columns}
              found={names}
              isDefault={state.columns === null}
              onChange={(next) => change({ columns: next })}
              words={words}
            />
          </div>
          <div className="jp-Octavo-runs-body">
            {state.isTreeShown ? (
              <>
                <div
                  className="jp-Octavo-runs-side"
                  style={{ '--jp-Octavo-side': `${state.treeWidth}px` } as CSSProperties}
                >
                  <ExperimentsTree
                    experiments={experiments ?? []}
                    chosen={state.experiment}
                    closed={state.closedFolders}
                    onChoose={(experiment) => change({ experiment })}
                    onClosed={(closedFolders) => change({ closedFolders })}
                    words={words}
                  />
                </div>
                <TreeEdge width={state.treeWidth} onChange={(treeWidth) => change({ treeWidth })} words={words} />
              </>
            ) : null}
            <div className="jp-Octavo-runs-main" data-stale={!table.isLoaded || undefined}>
              {isEmpty && problem === undefined ? (
                <NothingMatches
                  isFiltered={isFiltered}
                  onClear={() => change(isFiltered ? { filter: '', statuses: [] } : { experiment: null })}
                  surroundings={surroundings}
                />
              ) : (
                <RunsTable
                  rows={rows}
                  rowCount={rows.length + Math.max(0, top.total - top.runs.length)}
                  columns={columns}
                  numeric={numeric}
                  widths={state.widths}
                  order={state.order}
                  clock={clock}
                  words={words}
                  isBusy={!table.isLoaded}
                  onSort={onSort}
                  onResize={onResize}
                  onReorder={(next) => change({ columns: next })}
                  onToggle={runs.toggle}
                  onOpen={onOpen}
                  onMore={runs.loadMore}
                  onInView={runs.setInView}
                />
              )}
              <footer className="jp-Octavo-footer">
                <span>
                  {table.isLoaded || !problem
                    ? footer(table.isLoaded, top.runs.length, top.total, isFiltered, words)
                    : ''}
                </span>
                <span className="jp-Octavo-footer-hint">{words.__('Enter or double click opens a run')}</span>
              </footer>
            </div>
          </div>
        </>
      )}
      <div className="jp-Octavo-unseen" aria-live="polite" role="status">
        {news}
      </div>
    </div>
  );
}

function footer(isLoaded: boolean, loaded: number, total: number, isFiltered: boolean, words: Surroundings['words']) {
  if (!isLoaded) return words.__('Loading…');
  const count = total.toLocaleString();
  if (isFiltered) return words._n('%1 run matches', '%1 runs match', total).replace(String(total), count);
  const all = words._n('%1 run', '%1 runs', total).replace(String(total), count);
  return loaded < total ? `${all} · ${words.__('%1 loaded', loaded.toLocaleString())}` : all;
}

/** The models of one view, which end with it, and news of runs that ended, for those who listen to the page. */
function useModels({ client, changes, words }: Surroundings, announce: (news: string) => void) {
  const [models, setModels] = useState(() => make());
  function make() {
    const project = createProjectModel(client, changes);
    const runs = createRunsModel(client, changes, {
      seen: project.learn,
      ended: (ended) => {
        const one = ended.length === 1 ? ended[0] : undefined;
        announce(
          one
            ? words.__('Run %1: %2', one.name, wordOf(one.ending, words))
            : words._n('%1 run ended', '%1 runs ended', ended.length),
        );
      },
    });
    return { project, runs, clock: createClock(() => runs.snapshot().serverClock), isOver: false };
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new client is another server; everything else is used as it is then
  useEffect(() => {
    // React may run an effect twice: what was ended is made anew.
    const mine = models.isOver ? make() : models;
    if (mine !== models) setModels(mine);
    return () => {
      mine.isOver = true;
      mine.runs.dispose();
      mine.project.dispose();
    };
  }, [client, changes]);
  return models;
}

/** The same object as before while its contents are the same, so that rows are not drawn for nothing. */
function useSame<Value>(value: Value, textOf: (value: Value) => string = JSON.stringify): Value {
  const before = useRef(value);
  if (textOf(before.current) !== textOf(value)) before.current = value;
  return before.current;
}
