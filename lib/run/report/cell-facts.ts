import { type Cell, cellTags } from '../../notebook/index.ts';
import { withoutAnsi } from './ansi.ts';
import { member } from './run-status.ts';

/** An error in a cell. */
export interface CellError {
  name: string;
  message: string;
  line: number | undefined; // of the cell's source, from 1
}

/** What a report says about a code cell beside its source and outputs. */
export interface CellFacts {
  id: string; // of its place in the page
  label: string; // [3], or [ ]
  durationMs: number | undefined;
  notes: { text: string; tone: 'bad' | 'stopped' | 'neutral' }[];
  errors: CellError[]; // those that were not expected
  input: Visibility;
  outputs: Visibility;
}

export type Visibility = 'shown' | 'folded' | 'left out';

export interface CellChoices {
  inputs: Visibility; // of all cells; a cell may hide more
  wasRun: boolean; // whether the notebook has run: then it says which cells have not
}

/** Reads what a cell says about itself. `place` is its position in the notebook, from 1. */
export function cellFactsOf(cell: Cell, place: number, { inputs, wasRun }: CellChoices): CellFacts {
  const papermill = member(cell.metadata, 'papermill');
  const jupyter = member(cell.metadata, 'jupyter');
  const tags = new Set(cellTags(cell));
  const has = (...names: string[]) => names.some((name) => tags.has(name));
  const duration = papermill.duration;
  return {
    id: `cell-${place}`,
    label: `[${cell.executionCount ?? ' '}]`,
    durationMs: typeof duration === 'number' ? duration * 1000 : undefined,
    notes: notesOf(cell, tags, wasRun),
    errors: tags.has('raises-exception') ? [] : errorsOf(cell),
    input: strictest(
      inputs,
      visibility(
        has('remove-input', 'remove_input', 'remove-cell', 'remove_cell'),
        has('hide-input', 'hide_input', 'hide-cell') || jupyter.source_hidden === true,
      ),
    ),
    outputs: visibility(
      has('remove-output', 'remove_output', 'remove-cell', 'remove_cell'),
      has('hide-output', 'hide_output', 'hide-cell') || jupyter.outputs_hidden === true,
    ),
  };
}

function visibility(isLeftOut: boolean, isFolded: boolean): Visibility {
  return isLeftOut ? 'left out' : isFolded ? 'folded' : 'shown';
}

function strictest(a: Visibility, b: Visibility): Visibility {
  if (a === 'left out' || b === 'left out') return 'left out';
  return a === 'folded' || b === 'folded' ? 'folded' : 'shown';
}

function notesOf(cell: Cell, tags: Set<string>, wasRun: boolean): CellFacts['notes'] {
  const notes: CellFacts['notes'] = [];
  const octavo = member(cell.metadata, 'octavo');
  const status = String(member(cell.metadata, 'papermill').status ?? '');
  const word = typeof octavo.status === 'string' ? octavo.status : status;
  if (tags.has('parameters')) notes.push({ text: 'defaults', tone: 'neutral' });
  if (tags.has('injected-parameters')) notes.push({ text: 'parameters', tone: 'neutral' });
  const hasError = cell.outputs.some(({ output_type }) => output_type === 'error');
  if (word === 'timed-out' || word === 'kernel-died') notes.push({ text: word, tone: 'bad' });
  else if (['interrupted', 'terminated', 'lost'].includes(word)) notes.push({ text: word, tone: 'stopped' });
  else if (word === 'failed' || (hasError && !tags.has('raises-exception')))
    notes.push({ text: 'failed', tone: 'bad' });
  else if (hasError) notes.push({ text: 'expected error', tone: 'neutral' });
  else if (['skipped', 'running', 'exited'].includes(word)) notes.push({ text: word, tone: 'neutral' });
  else if (wasRun && cell.source.trim() !== '' && cell.executionCount === null && word !== 'completed')
    notes.push({ text: 'not run', tone: 'neutral' });
  if (typeof octavo.attempts === 'number' && octavo.attempts > 1)
    notes.push({ text: `${octavo.attempts} attempts`, tone: 'neutral' });
  return notes;
}

function errorsOf(cell: Cell): CellError[] {
  const errors = cell.outputs.filter((output) => output.output_type === 'error');
  const isOver = /^(?:Cell|Run)TimeoutError$/.test(String(errors.at(-1)?.ename)); // the interrupt before it is how the runner stopped the cell
  return errors.flatMap((output) => {
    if (isOver && output === errors.at(-2) && output.ename === 'KeyboardInterrupt') return [];
    const traceback = Array.isArray(output.traceback) ? withoutAnsi(output.traceback.join('\n')) : '';
    const [message = ''] = withoutAnsi(String(output.evalue ?? '')).split('\n');
    return [
      {
        name: withoutAnsi(String(output.ename ?? 'Error')),
        message: message.slice(0, 300),
        line: lineOf(cell, traceback),
      },
    ];
  });
}

/** The line of the cell in which an error arose: the innermost of Octavo's frames, or of IPython's that are in this cell. */
function lineOf(cell: Cell, traceback: string): number | undefined {
  const frames = [
    ...traceback.matchAll(
      /(?: cell ([\w-]+) \[\d*\]|\bCell In ?\[(\d+)\],|\bInput In \[(\d+)\], in [^\n]*?) line (\d+)/g,
    ),
  ];
  const own = frames.filter(([, id, count, older]) => id === cell.id || Number(count ?? older) === cell.executionCount);
  const isPython = own.some(([, id]) => id === undefined);
  const line = Number((isPython ? own.at(-1) : own[0])?.[4]); // Python's innermost frame comes last
  return line >= 1 && line <= cell.source.split('\n').length ? line : undefined;
}
