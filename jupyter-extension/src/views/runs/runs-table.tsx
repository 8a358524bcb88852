import { type CSSProperties, type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Words } from '../surroundings.ts';
import type { Clock } from './clock.ts';
import { type ColumnId, widthOf } from './columns.ts';
import { HeaderRow } from './header-row.tsx';
import type { Row, Run } from './run-list.ts';
import type { Order } from './run-order.ts';
import { RunRow } from './run-row.tsx';
import { useKeptPlace, useRowWindow } from './use-row-window.ts';
import { useShiftedMark } from './use-shifted-mark.ts';

const ahead = 60; // rows before the end of what is loaded at which the next page is asked for

/** The runs as a tree of rows with columns. Only the rows near the view exist; the one with the focus always does. */
export function RunsTable(props: {
  rows: readonly Row[];
  rowCount: number; // with those not loaded yet
  columns: readonly ColumnId[];
  numeric: ReadonlySet<ColumnId>;
  widths: Readonly<Record<ColumnId, number>>;
  order: Order;
  clock: Clock;
  words: Words;
  isBusy: boolean;
  queryNumber: number; // another one: these are other runs, from the top
  onSort: (column: ColumnId) => void;
  onResize: (column: ColumnId, width: number | null) => void;
  onReorder: (columns: ColumnId[]) => void;
  onToggle: (runId: string) => void;
  onOpen: (run: Run) => void;
  onMore: (parentId: string | null) => void;
  onInView: (ids: ReadonlySet<string>, last: number) => void;
}) {
  const { rows, columns, widths, words, onMore, onInView } = props;
  const scroller = useRef<HTMLTableElement>(null);
  const head = useRef<HTMLTableSectionElement>(null);
  const [rowHeight, setRowHeight] = useState(0);
  const [active, setActive] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  const activeBefore = useRef({ index: 0, queryNumber: props.queryNumber });
  const keys = useMemo(() => rows.map((row) => row.key), [rows]);
  const { first, last } = useRowWindow(scroller, rows.length, rowHeight);
  useKeptPlace(scroller, keys, rowHeight);
  useShiftedMark(scroller);

  // The height of a row follows the font size that the person set in JupyterLab; the head is as high.
  useLayoutEffect(() => {
    const element = head.current;
    if (!element) return;
    const measure = () => setRowHeight(Math.round(element.getBoundingClientRect().height));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const activeIndex = useMemo(() => (active === null ? -1 : keys.indexOf(active)), [keys, active]);
  const { queryNumber } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only other runs are shown from the top
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [queryNumber]);
  useEffect(() => {
    const before = activeBefore.current;
    const isOther = before.queryNumber !== queryNumber;
    activeBefore.current = { index: activeIndex >= 0 ? activeIndex : before.index, queryNumber };
    if (activeIndex >= 0 || active === null) return;
    // A run that went hands the selection to its neighbour; among other runs nothing is selected.
    setActive(isOther ? null : (keys[Math.min(before.index, keys.length - 1)] ?? null));
  }, [activeIndex, active, keys, queryNumber]);

  useEffect(() => {
    const seen = rows.slice(first, last);
    onInView(new Set(seen.flatMap((row) => (row.kind === 'run' ? [row.run.id] : []))), last);
    for (const row of rows.slice(first, last + ahead)) if (row.kind === 'more') onMore(row.parentId);
  }, [rows, first, last, onInView, onMore]);

  useLayoutEffect(() => {
    if (!wantsFocus.current || activeIndex < 0) return;
    wantsFocus.current = false;
    const element = scroller.current;
    const row = element?.querySelector<HTMLElement>(`[data-key="${CSS.escape(active ?? '')}"]`);
    if (!element || !row) return;
    const top = activeIndex * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + 2 * rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + 2 * rowHeight - element.clientHeight;
    }
    row.focus({ preventScroll: true });
  });

  const goTo = (index: number) => {
    const key = keys[Math.min(keys.length - 1, Math.max(0, index))];
    if (key === undefined) return;
    wantsFocus.current = true;
    setActive(key);
    if (key === active) setActive(key);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[activeIndex];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / Math.max(1, rowHeight)) - 2);
    const parentIndex = () => {
      for (let index = activeIndex - 1; index >= 0; index--) {
        if ((rows[index]?.level ?? 0) < (row?.level ?? 0)) return index;
      }
      return activeIndex;
    };
    if (event.key === 'ArrowDown') goTo(activeIndex + 1);
    else if (event.key === 'ArrowUp') goTo(activeIndex - 1);
    else if (event.key === 'PageDown') goTo(activeIndex + page);
    else if (event.key === 'PageUp') goTo(activeIndex - page);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(rows.length - 1);
    else if (event.key === ' ') goTo(Math.max(0, activeIndex));
    else if (row?.kind !== 'run') return;
    else if (event.key === 'Enter') props.onOpen(row.run);
    else if (event.key === 'ArrowRight' && row.isExpanded === true) goTo(activeIndex + 1);
    else if (event.key === 'ArrowRight' && row.isExpanded === false) props.onToggle(row.run.id);
    else if (event.key === 'ArrowLeft' && row.isExpanded === true) props.onToggle(row.run.id);
    else if (event.key === 'ArrowLeft') goTo(parentIndex());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const runAt = (target: EventTarget): Run | undefined => {
    const key = (target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset.key;
    const row = key === undefined ? undefined : rows[keys.indexOf(key)];
    return row?.kind === 'run' ? row.run : undefined;
  };
  // The rows lie free of the flow, so the width of all columns is said to them.
  const layout = (changing?: ColumnId, width?: number) => {
    const each = ['name', ...columns].map((one) => (one === changing && width ? width : widthOf(one, widths)));
    return {
      '--jp-Octavo-columns': each.map((pixels) => `${pixels}px`).join(' '),
      '--jp-Octavo-width': `${each.reduce((sum, pixels) => sum + pixels, 0)}px`,
    };
  };
  const preview = (column: ColumnId, width: number) => {
    for (const [name, value] of Object.entries(layout(column, width))) scroller.current?.style.setProperty(name, value);
  };
  const stopIndex = Math.max(0, activeIndex);
  const drawn = rows.slice(first, last).map((_, offset) => first + offset);
  if (rows.length > 0 && (stopIndex < first || stopIndex >= last)) drawn.push(stopIndex);

  return (
    <table
      className="jp-Octavo-grid"
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the pattern of ARIA for rows that unfold
      role="treegrid"
      aria-label={words.__('Runs')}
      aria-rowcount={props.rowCount + 1}
      aria-colcount={columns.length + 1}
      aria-busy={props.isBusy}
      style={layout() as CSSProperties}
    >
      <thead className="jp-Octavo-grid-rows" ref={head}>
        <HeaderRow
          columns={columns}
          numeric={props.numeric}
          widths={widths}
          order={props.order}
          actions={{ sort: props.onSort, resize: props.onResize, preview, reorder: props.onReorder }}
          onLeave={() => goTo(stopIndex)}
          words={words}
        />
      </thead>
      <tbody
        className="jp-Octavo-grid-rows"
        style={{ height: rows.length * rowHeight }}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const run = runAt(event.target);
          if (run && run.id !== active) setActive(run.id);
        }}
        onClick={(event) => {
          const run = runAt(event.target);
          if (!run) return;
          setActive(run.id);
          if ((event.target as HTMLElement).closest('[data-twisty]')) props.onToggle(run.id);
        }}
        onMouseDown={(event) => {
          if (event.detail > 1) event.preventDefault(); // else a double click also marks a word
        }}
        onDoubleClick={(event) => {
          const run = runAt(event.target);
          if (run && !(event.target as HTMLElement).closest('[data-twisty]')) props.onOpen(run);
        }}
      >
        {drawn.map((index) => {
          const row = rows[index] as Row;
          if (row.kind === 'more') {
            return (
              <tr
                key={row.key}
                className="jp-Octavo-row jp-Octavo-row-more"
                aria-level={row.level}
                aria-rowindex={index + 2}
                tabIndex={index === stopIndex ? 0 : -1}
                data-key={row.key}
                style={{ top: index * rowHeight }}
              >
                <td className="jp-Octavo-cell">
                  {row.isLoaded ? words.__('Loading more runs…') : words.__('Loading nested runs…')}
                </td>
              </tr>
            );
          }
          return (
            <RunRow
              key={row.key}
              run={row.run}
              level={row.level}
              isExpanded={row.isExpanded}
              index={index}
              top={index * rowHeight}
              isSelected={row.key === active}
              isStop={index === stopIndex}
              columns={columns}
              numeric={props.numeric}
              clock={props.clock}
              words={words}
            />
          );
        })}
      </tbody>
    </table>
  );
}
