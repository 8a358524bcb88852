import { type Cell, createNotebook, type Notebook, type Output } from '../../lib/notebook/index.ts';
import fc from '../property.ts';

/** Random notebooks, and random edits of them, for tests of merging and comparing. */

const someLine = fc.constantFrom(
  '',
  'const a = 1;',
  'run(a);',
  '}',
  '// ü 😀',
  'show();',
  'await x;',
  '  }',
  '# Title',
  '$$x$$',
);
const line = fc.oneof(
  someLine,
  fc.nat({ max: 999 }).map((number) => `const n = ${number};`),
);
const source = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'));
const printed = (text: string): Output => ({ output_type: 'stream', name: 'stdout', text });
const outputs = fc.array(fc.constantFrom('one', 'two', 'three').map(printed), { maxLength: 2 });
const metadata = fc.record(
  {
    tags: fc.uniqueArray(fc.constantFrom('parameters', 'slow', 'odd tag'), { maxLength: 2 }),
    collapsed: fc.boolean(),
    slideshow: fc.record({ slide_type: fc.constantFrom('slide', 'notes') }),
  },
  { requiredKeys: [] },
);

function cellOf(id: string): fc.Arbitrary<Cell> {
  return fc
    .record({
      kind: fc.constantFrom('code' as const, 'code' as const, 'markdown' as const, 'raw' as const),
      source,
      metadata,
      outputs,
    })
    .map(({ outputs, ...rest }) => {
      const isCode = rest.kind === 'code';
      return { id, ...rest, outputs: isCode ? outputs : [], executionCount: isCode ? outputs.length || null : null };
    });
}

/** Cells with ids that begin with a word. */
function cellsOf(word: string, maxLength: number): fc.Arbitrary<Cell[]> {
  return fc
    .nat({ max: maxLength })
    .chain((length) => fc.tuple(...Array.from({ length }, (_, at) => cellOf(`${word}${at}`))));
}

type Edit =
  | { what: 'source'; at: number; text: string }
  | { what: 'line'; at: number; line: number; text: string }
  | { what: 'run'; at: number; outputs: Output[]; executionCount: number }
  | { what: 'metadata'; at: number; metadata: Cell['metadata'] }
  | { what: 'remove'; at: number }
  | { what: 'move'; at: number; to: number }
  | { what: 'insert'; at: number; cell: Cell };

const place = fc.nat({ max: 7 });

function editOf(word: string): fc.Arbitrary<Edit> {
  return fc.oneof(
    fc.record({ what: fc.constant('source' as const), at: place, text: source }),
    fc.record({ what: fc.constant('line' as const), at: place, line: fc.nat({ max: 4 }), text: line }),
    fc.record({ what: fc.constant('run' as const), at: place, outputs, executionCount: fc.nat({ max: 3 }) }),
    fc.record({ what: fc.constant('metadata' as const), at: place, metadata }),
    fc.record({ what: fc.constant('remove' as const), at: place }),
    fc.record({ what: fc.constant('move' as const), at: place, to: place }),
    fc
      .nat({ max: 3 })
      .chain((n) => fc.record({ what: fc.constant('insert' as const), at: place, cell: cellOf(`${word}${n}`) })),
  );
}

function applyEdit(cells: Cell[], edit: Edit): Cell[] {
  const at = cells.length === 0 ? -1 : edit.at % cells.length;
  const cell = cells[at];
  if (edit.what === 'insert') {
    if (cells.some(({ id }) => id === edit.cell.id)) return cells;
    return cells.toSpliced(edit.at % (cells.length + 1), 0, edit.cell);
  }
  if (!cell) return cells;
  if (edit.what === 'remove') return cells.toSpliced(at, 1);
  if (edit.what === 'move') return cells.toSpliced(at, 1).toSpliced(edit.to % cells.length, 0, cell);
  if (edit.what === 'source') return cells.with(at, { ...cell, source: edit.text });
  if (edit.what === 'metadata') return cells.with(at, { ...cell, metadata: edit.metadata });
  if (edit.what === 'run') {
    const { outputs, executionCount } = edit;
    return cell.kind === 'code' ? cells.with(at, { ...cell, outputs, executionCount }) : cells;
  }
  const lines = cell.source.split('\n');
  lines.splice(edit.line % (lines.length + 1), 1, edit.text);
  return cells.with(at, { ...cell, source: lines.join('\n') });
}

/** A notebook, and two versions that come of it by a few edits each. */
export const threeVersions: fc.Arbitrary<[base: Notebook, ours: Notebook, theirs: Notebook]> = fc
  .record({
    cells: cellsOf('c', 5),
    // a new cell has another id on each side, or (`both`) the same one, as after a cherry-pick
    ours: fc.array(fc.oneof(editOf('our'), editOf('both')), { maxLength: 5 }),
    theirs: fc.array(fc.oneof(editOf('their'), editOf('both')), { maxLength: 5 }),
  })
  .map(({ cells, ours, theirs }) => [
    createNotebook({ cells }),
    createNotebook({ cells: ours.reduce(applyEdit, cells) }),
    createNotebook({ cells: theirs.reduce(applyEdit, cells) }),
  ]);
