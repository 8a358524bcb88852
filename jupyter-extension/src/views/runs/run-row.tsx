import { memo, useEffect, useState } from 'react';
import { readableDuration } from '../readable.ts';
import { Status } from '../status.tsx';
import type { Words } from '../surroundings.ts';
import type { Clock } from './clock.ts';
import { type ColumnId, cellText } from './columns.ts';
import { Icon } from './icons.tsx';
import { isRunning, type Run } from './run-list.ts';

/** One run in the table. Drawn again only when one of these differs; what the rows share stays the same object. */
export const RunRow = memo(function RunRow({
  run,
  level,
  isExpanded,
  index,
  top,
  isSelected,
  isStop,
  columns,
  numeric,
  clock,
  words,
}: {
  run: Run;
  level: number;
  isExpanded: boolean | null; // null: nothing is nested in it
  index: number;
  top: number; // pixels
  isSelected: boolean;
  isStop: boolean; // whether Tab comes here
  columns: readonly ColumnId[];
  numeric: ReadonlySet<ColumnId>;
  clock: Clock;
  words: Words;
}) {
  const name = cellText(run, 'name');
  return (
    <tr
      className="jp-Octavo-row"
      aria-level={level}
      aria-rowindex={index + 2}
      aria-expanded={isExpanded ?? undefined}
      aria-selected={isSelected}
      tabIndex={isStop ? 0 : -1}
      data-key={run.id}
      style={{ top }}
    >
      <th
        className="jp-Octavo-cell jp-Octavo-cell-name"
        scope="row"
        style={{ paddingInlineStart: `${0.3 + (level - 1) * 1.2}em` }}
        title={name?.full}
      >
        <span className="jp-Octavo-twisty" data-twisty={isExpanded === null ? undefined : ''}>
          {isExpanded === null ? null : <Icon shape={isExpanded ? 'caret' : 'open'} />}
        </span>
        <span className="jp-Octavo-cell-text">{name?.text}</span>
        {isExpanded === null ? null : (
          <span className="jp-Octavo-cell-count" title={words._n('%1 nested run', '%1 nested runs', run.childCount)}>
            {run.childCount}
          </span>
        )}
      </th>
      {columns.map((column) => (
        <Cell key={column} run={run} column={column} isNumeric={numeric.has(column)} clock={clock} words={words} />
      ))}
    </tr>
  );
});

function Cell({
  run,
  column,
  isNumeric,
  clock,
  words,
}: {
  run: Run;
  column: ColumnId;
  isNumeric: boolean;
  clock: Clock;
  words: Words;
}) {
  const className = isNumeric ? 'jp-Octavo-cell jp-Octavo-cell-number' : 'jp-Octavo-cell';
  if (column === 'status') {
    return (
      <td className={className}>
        <Status ending={run.ending} status={run.status} words={words} />
      </td>
    );
  }
  if (column === 'duration' && isRunning(run) && run.startedMs !== null) {
    return (
      <td className={className}>
        <Growing startedMs={run.startedMs} clock={clock} />
      </td>
    );
  }
  const value = cellText(run, column);
  return (
    <td className={className} title={value ? (value.full ?? value.text) : undefined}>
      {value?.text}
    </td>
  );
}

/** The duration of a run that goes on. Only this text is drawn again each second. */
function Growing({ startedMs, clock }: { startedMs: number; clock: Clock }) {
  const [, setBeat] = useState(0);
  useEffect(() => clock.onSecond(() => setBeat((beat) => beat + 1)), [clock]);
  return <>{readableDuration(clock.nowMs() - startedMs, true)}</>;
}
