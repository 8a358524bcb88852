import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Words } from '../surroundings.ts';
import { columnTitle } from './column-title.ts';
import { type ColumnId, moved, narrowest, widest, widthOf } from './columns.ts';
import { Icon } from './icons.tsx';
import type { Order } from './run-order.ts';

/** What the person does to columns at their heads. */
export interface ColumnActions {
  sort: (column: ColumnId) => void;
  resize: (column: ColumnId, width: number | null) => void; // null: as at first
  preview: (column: ColumnId, width: number) => void; // while the edge is dragged
  reorder: (columns: ColumnId[]) => void;
}

/** The heads of the columns: press to sort, drag an edge to resize; Shift and the arrow keys resize, Alt and they move a column. */
export function HeaderRow({
  columns,
  numeric,
  widths,
  order,
  actions,
  onLeave,
  words,
}: {
  columns: readonly ColumnId[];
  numeric: ReadonlySet<ColumnId>;
  widths: Readonly<Record<ColumnId, number>>;
  order: Order;
  actions: ColumnActions;
  onLeave: () => void; // into the rows
  words: Words;
}) {
  const all = ['name', ...columns];
  const row = useRef<HTMLTableRowElement>(null);
  const [focused, setFocused] = useState<ColumnId>('name');
  const stop = all.includes(focused) ? focused : 'name';
  const focus = (column: ColumnId | undefined) => {
    if (column === undefined) return;
    setFocused(column);
    row.current?.querySelectorAll<HTMLElement>('.jp-Octavo-head-button')[all.indexOf(column)]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, column: ColumnId) => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    const index = all.indexOf(column);
    if (by !== 0 && event.shiftKey) actions.resize(column, widthOf(column, widths) + by * 10);
    else if (by !== 0 && event.altKey) {
      if (column !== 'name') actions.reorder(moved(columns, column, by));
    } else if (by !== 0) focus(all[index + by]);
    else if (event.key === 'Home') focus(all[0]);
    else if (event.key === 'End') focus(all.at(-1));
    else if (event.key === 'ArrowDown') onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <tr className="jp-Octavo-head" aria-rowindex={1} ref={row}>
      {all.map((column) => {
        const { text, full } = columnTitle(column, words);
        const isSorted = order.column === column;
        const direction = order.ascending ? 'ascending' : 'descending';
        return (
          <th
            key={column}
            className={column === 'name' ? 'jp-Octavo-cell jp-Octavo-cell-name' : 'jp-Octavo-cell'}
            scope="col"
            aria-sort={isSorted ? direction : 'none'}
            data-number={numeric.has(column) || undefined}
          >
            <button
              type="button"
              className="jp-Octavo-head-button"
              tabIndex={stop === column ? 0 : -1}
              title={words.__('%1 · press to sort, Shift+arrows resize, Alt+arrows move', full)}
              aria-label={full}
              onFocus={() => setFocused(column)}
              onClick={() => actions.sort(column)}
              onKeyDown={(event) => onKeyDown(event, column)}
            >
              <span className="jp-Octavo-cell-text">{text}</span>
              {isSorted ? <Icon shape={direction} /> : null}
            </button>
            <Edge column={column} width={widthOf(column, widths)} actions={actions} />
          </th>
        );
      })}
    </tr>
  );
}

/** The right edge of a head: dragging it makes the column wider or narrower, a double click as wide as at first. */
function Edge({ column, width, actions }: { column: ColumnId; width: number; actions: ColumnActions }) {
  const drag = useRef<{ fromX: number; width: number } | null>(null);
  const widthAt = (event: PointerEvent) =>
    Math.min(widest, Math.max(narrowest, (drag.current?.width ?? 0) + event.clientX - (drag.current?.fromX ?? 0)));
  return (
    <span
      className="jp-Octavo-edge"
      aria-hidden="true"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { fromX: event.clientX, width };
      }}
      onPointerMove={(event) => {
        if (drag.current) actions.preview(column, widthAt(event));
      }}
      onPointerUp={(event) => {
        if (drag.current && event.clientX !== drag.current.fromX) actions.resize(column, widthAt(event));
        drag.current = null;
      }}
      onDoubleClick={() => actions.resize(column, null)}
    />
  );
}
