import { useState } from 'react';
import type { Schemas } from '../api/client.ts';
import type { Words } from '../surroundings.ts';
import { columnTitle } from './column-title.ts';
import { aboutColumns, type ColumnId, isOwnTag, moved } from './columns.ts';
import { Icon } from './icons.tsx';
import { Popover } from './popover.tsx';

const mostListed = 200; // of one group; the search finds the rest

/** Chooses the columns and their order. `isDefault`: nobody chose any yet, so they follow what the runs have. */
export function ColumnChooser({
  shown,
  found,
  isDefault,
  onChange,
  words,
}: {
  shown: readonly ColumnId[];
  found: Schemas['Columns'];
  isDefault: boolean;
  onChange: (columns: ColumnId[] | null) => void;
  words: Words;
}) {
  return (
    <Popover icon="columns" label={words.__('Columns')} title={words.__('Columns of the table')}>
      {() => <Choices shown={shown} found={found} isDefault={isDefault} onChange={onChange} words={words} />}
    </Popover>
  );
}

function Choices({ shown, found, isDefault, onChange, words }: Parameters<typeof ColumnChooser>[0]) {
  const [search, setSearch] = useState('');
  const tags = [...found.tags].sort((a, b) => Number(isOwnTag(a)) - Number(isOwnTag(b)));
  const groups: [string, ColumnId[]][] = [
    [words.__('About the run'), [...aboutColumns]],
    [words.__('Metrics'), found.metrics.map((name) => `metrics.${name}`)],
    [words.__('Parameters'), found.parameters.map((name) => `parameters.${name}`)],
    [words.__('Tags'), tags.map((name) => `tags.${name}`)],
  ];
  const wanted = search.trim().toLowerCase();
  const isSought = (column: ColumnId) => columnTitle(column, words).full.toLowerCase().includes(wanted);
  const matching = groups
    .map(([title, columns]) => [title, columns.filter((one) => !shown.includes(one) && isSought(one))] as const)
    .filter(([, columns]) => columns.length > 0);
  return (
    <>
      <input
        type="search"
        className="jp-Octavo-input"
        value={search}
        placeholder={words.__('Search columns')}
        aria-label={words.__('Search columns')}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className="jp-Octavo-choices">
        <fieldset>
          <legend>{words.__('Shown, from left to right')}</legend>
          {shown.filter(isSought).map((column) => {
            const { text, full } = columnTitle(column, words);
            return (
              <div key={column} className="jp-Octavo-choice-line">
                <label className="jp-Octavo-choice" title={full}>
                  <input type="checkbox" checked onChange={() => onChange(shown.filter((one) => one !== column))} />
                  <span>{text}</span>
                </label>
                <Mover
                  by={-1}
                  column={column}
                  shown={shown}
                  onChange={onChange}
                  label={words.__('Move %1 left', full)}
                />
                <Mover
                  by={1}
                  column={column}
                  shown={shown}
                  onChange={onChange}
                  label={words.__('Move %1 right', full)}
                />
              </div>
            );
          })}
        </fieldset>
        {matching.map(([title, columns]) => (
          <fieldset key={title}>
            <legend>{title}</legend>
            {columns.slice(0, mostListed).map((column) => {
              const { text, full } = columnTitle(column, words);
              return (
                <label key={column} className="jp-Octavo-choice" title={full}>
                  <input type="checkbox" checked={false} onChange={() => onChange([...shown, column])} />
                  <span>{text}</span>
                </label>
              );
            })}
            {columns.length > mostListed ? (
              <p className="jp-Octavo-note">{words.__('%1 more: search for them', columns.length - mostListed)}</p>
            ) : null}
          </fieldset>
        ))}
        {matching.length === 0 && !shown.some(isSought) ? (
          <p className="jp-Octavo-note">{words.__('No column has this in its name.')}</p>
        ) : null}
      </div>
      <div className="jp-Octavo-popover-foot">
        <button type="button" className="jp-Octavo-button" disabled={isDefault} onClick={() => onChange(null)}>
          {words.__('Default columns')}
        </button>
      </div>
    </>
  );
}

function Mover({
  by,
  column,
  shown,
  onChange,
  label,
}: {
  by: 1 | -1;
  column: ColumnId;
  shown: readonly ColumnId[];
  onChange: (columns: ColumnId[]) => void;
  label: string;
}) {
  const isAtEnd = shown.indexOf(column) === (by < 0 ? 0 : shown.length - 1);
  return (
    <button
      type="button"
      className="jp-Octavo-icon-button"
      title={label}
      aria-label={label}
      aria-disabled={isAtEnd}
      onClick={() => onChange(moved(shown, column, by))}
    >
      <Icon shape={by < 0 ? 'up' : 'caret'} />
    </button>
  );
}
