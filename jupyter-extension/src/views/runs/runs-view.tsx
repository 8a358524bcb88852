import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { ConnectionBanner } from '../banner.tsx';
import type { Surroundings } from '../surroundings.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { type ColumnId, defaultColumns, numericColumns } from './columns.ts';
import { ExperimentsTree } from './experiments-tree.tsx';
import { parseFilter } from './filter.ts';
import { FilterBox } from './filter-box.tsx';
import { FirstPage, NothingMatches } from './first-page.tsx';
import { Icon } from './icons.tsx';
import { type Run, rowsOf } from './run-list.ts';
import { RunsTable } from './runs-table.tsx';
import type { RunsViewState } from './runs-view-state.ts';
import { StatusFilter } from './status-filter.tsx';
import { TreeEdge } from './tree-edge.tsx';
import { useKeptState } from './use-kept-state.ts';
import { useIsShown, useSame, useSettled, useSnapshot } from './use-model.ts';
import { useRunsModels } from './use-runs-models.ts';

const mostUnfolded = 50; // runs that are unfolded again after a reload
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
  const [state, setState] = useKeptState(saved, onStateChange);
  const [news, setNews] = useState('');
  const { runs, project, clock } = useRunsModels(surroundings, setNews, state.unfolded);
  const table = useSnapshot(runs);
  const around = useSnapshot(project);
  const connection = useSyncExternalStore(changes.onConnection, changes.connection);
  const isShown = useIsShown(root);
  useEffect(() => {
    runs.setShown(isShown);
    project.setShown(isShown);
  }, [runs, project, isShown]);

  const change = useCallback((next: Partial<RunsViewState>) => setState((old) => ({ ...old, ...next })), [setState]);

  // An experiment that was deleted, or is of another project, is no choice.
  const { experiments } = around;
  const isUnknown = state.experiment !== null && experiments?.every((one) => one.id !== state.experiment) === true;
  useEffect(() => {
    if (isUnknown) change({ experiment: null });
  }, [isUnknown, change]);

  const names = around.columns ?? noNames;
  const { expanded } = table.list;
  useEffect(() => {
    const unfolded = [...expanded].slice(-mostUnfolded);
    setState((old) => (old.unfolded.join() === unfolded.join() ? old : { ...old, unfolded }));
  }, [expanded, setState]);

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
  // What of a filter is not understood narrows nothing.
  const narrows = filter.name !== '' || filter.where.length + filter.statuses.length + state.statuses.length > 0;
  const chosen = experiments?.filter((one) => state.experiment === null || one.id === state.experiment);
  // A filter that was just cleared is not asked for yet: then an empty list says nothing about the experiment.
  const hasReason = isFiltered || chosen?.every((one) => one.runCount === 0) === true;
  const isEmpty = table.isLoaded && top.runs.length === 0 && top.nextPage === null;
  const chosenCount = chosen?.reduce((sum, one) => sum + one.runCount, 0) ?? 0;
  const nested = table.list.isTree ? chosenCount - top.total : 0; // the tree of experiments counts them
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
    [setState],
  );
  const onResize = useCallback(
    (column: ColumnId, width: number | null) =>
      setState((old) => {
        const { [column]: _, ...others } = old.widths;
        return { ...old, widths: width === null ? others : { ...others, [column]: width } };
      }),
    [setState],
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
              className="jp-Octavo-icon-button"
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
              {!table.isLoaded && rows.length === 0 && problem === undefined ? (
                <p className="jp-Octavo-runs-slow">{words.__("Octavo's server is starting…")}</p>
              ) : null}
              {isEmpty && hasReason && problem === undefined ? (
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
                  queryNumber={table.queryNumber}
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
                  {!problem || top.runs.length > 0
                    ? footer(table.isLoaded, { loaded: top.runs.length, total: top.total, nested }, narrows, words)
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

function footer(
  isLoaded: boolean,
  { loaded, total, nested }: { loaded: number; total: number; nested: number },
  narrows: boolean,
  words: Surroundings['words'],
) {
  if (!isLoaded) return words.__('Loading…');
  const count = total.toLocaleString();
  if (narrows) return words._n('%1 run matches', '%1 runs match', total).replace(String(total), count);
  const all = words._n('%1 run', '%1 runs', total).replace(String(total), count);
  const parts = [
    all,
    ...(nested > 0 ? [words.__('%1 nested', nested.toLocaleString())] : []),
    ...(loaded < total ? [words.__('%1 loaded', loaded.toLocaleString())] : []),
  ];
  return parts.join(' · ');
}
