import { type ReactNode, useId, useState } from 'react';
import { Banner } from '../banner.tsx';
import { Boundary } from './boundary.tsx';
import { useRun } from './context.tsx';

/** A part of the view under a heading that folds it away; whether it is folded is remembered by `id`. */
export function Section({
  id,
  title,
  count,
  tools,
  level = 2,
  children,
}: {
  id: string;
  title: string;
  count?: number | undefined;
  tools?: ReactNode;
  level?: 2 | 3;
  children: ReactNode;
}) {
  const { surroundings, state, change } = useRun();
  const headingId = useId();
  const bodyId = useId();
  const isFolded = state.folded.includes(id);
  const fold = () =>
    change({ folded: isFolded ? state.folded.filter((other) => other !== id) : [...state.folded, id] });
  const { words } = surroundings;
  const failed = (message: string, retry: () => void) => (
    <Banner
      tone="error"
      message={words.__('This part cannot be shown: %1', message)}
      action={{ label: words.__('Try again'), run: retry }}
    />
  );
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={`jp-Octavo-section jp-Octavo-section-level${level}`} aria-labelledby={headingId}>
      <div className="jp-Octavo-section-head">
        <Heading id={headingId}>
          <button type="button" aria-expanded={!isFolded} aria-controls={bodyId} onClick={fold}>
            <svg viewBox="0 0 16 16" aria-hidden="true" className={isFolded ? 'jp-Octavo-folded' : undefined}>
              <path d="M4 6l4 4 4-4" />
            </svg>
            {title}
            {count === undefined ? null : <span className="jp-Octavo-count">{count.toLocaleString()}</span>}
          </button>
        </Heading>
        {isFolded ? null : tools}
      </div>
      <div id={bodyId} hidden={isFolded} className="jp-Octavo-section-body">
        {isFolded ? null : <Boundary failed={failed}>{children}</Boundary>}
      </div>
    </section>
  );
}

/** A place that scrolls, and so can be reached by the keyboard. */
export function Scroller({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls with the arrow keys
    <section className={`jp-Octavo-scroll ${className}`} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}

/** A button that copies text and says so for a moment. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { surroundings } = useRun();
  const [isCopied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className="jp-Octavo-icon-button"
      title={isCopied ? surroundings.words.__('Copied') : label}
      aria-label={label}
      onClick={() => {
        surroundings.copyText(text);
        setCopied(true);
      }}
      onBlur={() => setCopied(false)}
      onPointerLeave={() => setCopied(false)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {isCopied ? <path d="M3.5 8.5l3 3 6-6.5" /> : <path d="M5.5 5.5h7v8h-7zM3.5 10.5v-8h7" />}
      </svg>
      <span className="jp-Octavo-unseen" role="status">
        {isCopied ? surroundings.words.__('Copied') : ''}
      </span>
    </button>
  );
}

/** The first of many, and a button for the rest. */
export function useFirst<Item>(items: readonly Item[], first: number): [readonly Item[], ReactNode] {
  const { words } = useRun().surroundings;
  const [isWhole, setWhole] = useState(false);
  if (isWhole || items.length <= first) return [items, null];
  const button = (
    <button type="button" className="jp-Octavo-button" onClick={() => setWhole(true)}>
      {words.__('Show all %1', items.length.toLocaleString())}
    </button>
  );
  return [items.slice(0, first), button];
}
