import type { ReactNode } from 'react';
import type { Connection } from './api/changes.ts';
import { noSession, type Problem } from './api/problem.ts';
import type { Words } from './surroundings.ts';

/** One line above a view that says what is not as it should be, with a hint and at most one thing to do about it. */
export function Banner({
  tone,
  message,
  hint,
  action,
}: {
  tone: 'information' | 'warning' | 'error';
  message: ReactNode;
  hint?: ReactNode;
  action?: { label: string; run: () => void } | undefined;
}) {
  return (
    <div className={`jp-Octavo-banner jp-Octavo-banner-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      <div className="jp-Octavo-banner-text">
        <span>{message}</span>
        {hint ? <span className="jp-Octavo-banner-hint">{hint}</span> : null}
      </div>
      {action ? (
        <button type="button" className="jp-Octavo-button" onClick={action.run}>
          {action.label}
        </button>
      ) : null}
    </div>
  );
}

/** Says that the server cannot be reached, speaks another version, or wants a login; nothing while all is well. */
export function ConnectionBanner({
  connection,
  problem,
  words,
  onRetry,
}: {
  connection: Connection;
  problem?: Problem | undefined;
  words: Words;
  onRetry: () => void;
}) {
  const action = { label: words.__('Retry'), run: onRetry };
  if (connection === 'no-session' || problem?.code === 'no-session') {
    return (
      <Banner
        tone="error"
        message={words.__(noSession.message)}
        hint={words.__(noSession.hint ?? '')}
        action={action}
      />
    );
  }
  if (connection === 'other-version') {
    return (
      <Banner
        tone="error"
        message={words.__("Octavo's server is of another version than this page.")}
        hint={words.__('Stop the lab, start it again with `octavo lab`, and reload this page.')}
        action={action}
      />
    );
  }
  if (problem) return <Banner tone="error" message={problem.message} hint={problem.hint} action={action} />;
  if (connection === 'down') {
    return (
      <Banner
        tone="warning"
        message={words.__("Octavo's server does not answer.")}
        hint={words.__('What is shown may be out of date; the server is asked again every few seconds.')}
        action={action}
      />
    );
  }
  return null;
}
