import { wordOf } from '../status.tsx';
import type { Words } from '../surroundings.ts';
import { endings } from './filter.ts';
import { Popover } from './popover.tsx';

/** Chooses which endings the table shows; none chosen means all. */
export function StatusFilter({
  chosen,
  onChange,
  words,
}: {
  chosen: readonly string[];
  onChange: (statuses: string[]) => void;
  words: Words;
}) {
  const label = chosen.length === 0 ? words.__('Status') : words.__('Status (%1)', chosen.length);
  return (
    <Popover icon="status" label={label} title={words.__('Status of the runs to show')} isMarked={chosen.length > 0}>
      {() => (
        <>
          {endings.map((ending) => (
            <label key={ending} className="jp-Octavo-choice">
              <input
                type="checkbox"
                checked={chosen.includes(ending)}
                onChange={(event) => {
                  const rest = chosen.filter((other) => other !== ending);
                  onChange(event.currentTarget.checked ? [...rest, ending] : rest);
                }}
              />
              <span>{wordOf(ending, words)}</span>
            </label>
          ))}
          <div className="jp-Octavo-popover-foot">
            <button
              type="button"
              className="jp-Octavo-button"
              disabled={chosen.length === 0}
              onClick={() => onChange([])}
            >
              {words.__('Show all')}
            </button>
          </div>
        </>
      )}
    </Popover>
  );
}
