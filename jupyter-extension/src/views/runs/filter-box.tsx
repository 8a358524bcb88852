import { useId } from 'react';
import type { Words } from '../surroundings.ts';
import { endings, type NotUnderstood } from './filter.ts';
import { Icon } from './icons.tsx';

/** Where the person types which runs to show; below it, what was not understood. */
export function FilterBox({
  text,
  notUnderstood,
  onChange,
  words,
}: {
  text: string;
  notUnderstood: readonly NotUnderstood[];
  onChange: (text: string) => void;
  words: Words;
}) {
  const id = useId();
  return (
    <div className="jp-Octavo-filter">
      <div className="jp-Octavo-filter-box">
        <Icon shape="search" />
        <input
          type="search"
          className="jp-Octavo-input"
          value={text}
          placeholder={words.__('Filter: words, lr=0.1, accuracy>0.9, status:failed')}
          aria-label={words.__('Filter runs')}
          aria-describedby={id}
          aria-invalid={notUnderstood.length > 0}
          title={words.__(
            'Words are sought in the names of runs. Conditions name a parameter, metric or tag: lr=0.1, accuracy>0.9, kind!=nightly, params.lr=0.1. status:failed,lost gives endings. Quote what has blanks: "a name".',
          )}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      <div id={id} className="jp-Octavo-filter-hint" role="status">
        {notUnderstood.map((part) => (
          <p key={part.text}>{explain(part, words)}</p>
        ))}
      </div>
    </div>
  );
}

function explain({ text, why, suggestion }: NotUnderstood, words: Words): string {
  if (why === 'unknown-name') {
    return suggestion === undefined
      ? words.__('%1: no parameter, metric or tag has this name here.', text)
      : words.__('%1: no parameter, metric or tag has this name here. Did you mean %2?', text, suggestion);
  }
  if (why === 'unknown-status') {
    return suggestion === undefined
      ? words.__('%1 is no status; there are %2.', text, endings.join(', '))
      : words.__('%1 is no status. Did you mean %2?', text, suggestion);
  }
  if (why === 'no-value') return words.__('%1: a value is missing.', text);
  if (why === 'not-a-number') return words.__('%1: this compares with a number.', text);
  return words.__('%1: the closing quotation mark is missing.', text);
}
