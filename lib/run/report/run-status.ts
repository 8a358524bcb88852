import type { Notebook } from '../../notebook/index.ts';
import { isJsonObject, type JsonObject } from '../../notebook/json/index.ts';
import { type Ending, endings } from '../ending.ts';

/** How a run went, for the top of its report. */
export interface RunStatus {
  word: string; // an ending, or: running, prepared, unfinished, run by hand, not run
  tone: 'good' | 'bad' | 'stopped' | 'neutral';
  meaning: string;
}

const others: Record<string, RunStatus> = {
  running: { word: 'running', tone: 'neutral', meaning: 'the run had not ended when the notebook was saved' },
  prepared: { word: 'prepared', tone: 'neutral', meaning: 'the notebook has its parameters; it was not run' },
  unfinished: { word: 'unfinished', tone: 'stopped', meaning: 'the run did not come to its end' },
  byHand: { word: 'run by hand', tone: 'neutral', meaning: 'cells were run in an editor, not as one run' },
  notRun: { word: 'not run', tone: 'neutral', meaning: 'no cell has run' },
};

/** The status of a notebook: as Octavo wrote it, else as papermill did, else as its cells look. */
export function runStatusOf(notebook: Notebook): RunStatus {
  const octavo = member(notebook.metadata, 'octavo');
  const word = octavo.status;
  if (typeof word === 'string' && Object.hasOwn(endings, word)) return endingStatus(word as Ending, octavo.exit_code);
  if (word === 'running' || word === 'prepared') return others[word] as RunStatus;
  const papermill = member(notebook.metadata, 'papermill');
  const code = notebook.cells.filter(({ kind, source }) => kind === 'code' && source.trim() !== '');
  const failed = code.some(({ outputs }) => outputs.some(({ output_type }) => output_type === 'error'));
  if (papermill.exception === true) return endingStatus('failed', 1);
  if (typeof papermill.start_time === 'string') {
    const isOpen = code.some((cell) =>
      ['running', 'pending'].includes(String(member(cell.metadata, 'papermill').status)),
    );
    return isOpen || typeof papermill.end_time !== 'string'
      ? (others.unfinished as RunStatus)
      : endingStatus('completed', 0);
  }
  const hasRun = code.some(({ executionCount, outputs }) => executionCount !== null || outputs.length > 0);
  if (!hasRun) return others.notRun as RunStatus;
  const byHand = others.byHand as RunStatus;
  return failed ? { ...byHand, tone: 'bad', meaning: `${byHand.meaning}; one of them threw` } : byHand;
}

function endingStatus(word: Ending, exitCode: unknown): RunStatus {
  const { meaning } = endings[word];
  if (word === 'exited') {
    const code = typeof exitCode === 'number' ? exitCode : 0;
    return { word, tone: code === 0 ? 'good' : 'bad', meaning: `a cell ended the run with exit code ${code}` };
  }
  if (word === 'completed') return { word, tone: 'good', meaning };
  const isFailed = word === 'failed' || word === 'timed-out' || word === 'kernel-died';
  return { word, tone: isFailed ? 'bad' : 'stopped', meaning };
}

/** A member that is an object; an empty one where there is none. */
export function member(value: unknown, name: string): JsonObject {
  const found = isJsonObject(value as JsonObject) ? (value as JsonObject)[name] : undefined;
  return isJsonObject(found) ? found : {};
}
