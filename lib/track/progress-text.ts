// Generated from notebooks/60_track/19_progress_text.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60190003 60190005 60190008 60190013

// %% notebooks/60_track/19_progress_text.ipynb#60190003 95859b92
import { readableDuration, readableText } from './readable.ts';

// %% notebooks/60_track/19_progress_text.ipynb#60190005 bda9b6f3
/** Where a loop is. */
export interface ProgressState {
  label: string;
  done: number;
  total: number | undefined; // undefined: not known
  elapsedMs: number;
  ending: 'running' | 'done' | 'stopped' | 'failed'; // stopped: left before its end, by `break` or an error in the loop
}

// %% notebooks/60_track/19_progress_text.ipynb#60190008 398d5348
/** A bar in one line of text, a bar of `width` characters in it. */
export function progressText(state: ProgressState, width = 20): string {
  const { label, total } = state;
  const share = _shareDone(state);
  const filled = Math.floor((share ?? 0) * width);
  const bar =
    share === undefined ? '' : `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${Math.floor(share * 100)}% `;
  const count = total === undefined ? String(state.done) : `${state.done}/${total}`;
  return `${label === '' ? '' : `${readableText(label, 60)} `}${bar}${count}, ${_timeText(state)}`;
}

/** How much of the whole is done, from 0 to 1; undefined when the whole is not known. */
function _shareDone({ done, total, ending }: ProgressState): number | undefined {
  if (total === undefined) return undefined;
  if (total === 0) return ending === 'running' ? 0 : 1;
  return Math.min(1, Math.max(0, done / total));
}

function _timeText(state: ProgressState): string {
  const { done, total, elapsedMs, ending } = state;
  const elapsed = readableDuration(elapsedMs);
  if (ending === 'done') return elapsed;
  if (ending !== 'running') return `${ending} after ${elapsed}`;
  if (total === undefined || done <= 0 || done > total) return elapsed;
  return `${readableDuration((elapsedMs / done) * (total - done))} left`;
}

// %% notebooks/60_track/19_progress_text.ipynb#60190013 3f8a5f41
/** Bars as HTML, one under the other. */
export function progressHtml(states: readonly ProgressState[]): string {
  return states.map(_barHtml).join('\n');
}

const _colours = {
  running: 'var(--jp-brand-color1, #1976d2)',
  done: 'var(--jp-success-color1, #388e3c)',
  stopped: 'var(--jp-warn-color1, #f57c00)',
  failed: 'var(--jp-error-color1, #d32f2f)',
};

function _barHtml(state: ProgressState): string {
  const share = _shareDone(state);
  const full = state.ending === 'running' ? '' : ' value="1"'; // a bar without a value moves to and fro
  const value = share === undefined ? full : ` value="${Number(share.toFixed(3))}"`;
  const style = `width: 16em; height: 1em; vertical-align: middle; accent-color: ${_colours[state.ending]}`;
  const [label, rest] = [readableText(state.label, 60), progressText({ ...state, label: '' }, 0).replace('[] ', '')];
  const name = label === '' ? '' : `<span>${_escape(label)}</span> `;
  return `<div style="font-family: var(--jp-code-font-family, monospace); font-size: var(--jp-code-font-size, 13px)">${name}<progress${value} style="${style}"></progress> ${_escape(rest)}</div>`;
}

function _escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
