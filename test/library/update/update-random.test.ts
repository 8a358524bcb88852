import { expect, test } from 'vitest';
import { planExportOf } from '../../../lib/library/export-plan.ts';
import type { LibraryState } from '../../../lib/library/state.ts';
import { planUpdateOf } from '../../../lib/library/update/plan-update.ts';
import { type Cell, codeCell, formatNotebook, markdownCell } from '../../../lib/notebook/index.ts';
import fc from '../../property.ts';
import { carryOut, exportInMemory, memoryProject, saveNotebook } from '../memory-project.ts';

const runs = Number(process.env.OCTAVO_RANDOM_RUNS ?? 120);

// Every declaration carries a token of its own, such as 'T12', so that a test can say where each text is.

type Style = 'export' | 'exporti' | 'written';
interface Model {
  id: string;
  style: Style;
  statements: number[]; // token numbers
}

/** One declaration; the form depends on the number. */
function statement(token: number, style: Style): string {
  const word = style === 'written' ? 'export ' : '';
  const forms = [
    `${word}const n${token} = 'T${token}';`,
    `/** About it. */\n${word}function n${token}() {\n  // %%\n  return 'T${token}';\n}`,
    `${word}type n${token} = 'T${token}';`,
    `${word}const n${token} = \`T${token}\n// %%\n// %% notebooks/a.ipynb#c1\n\`;`,
    `const _n${token} = 'T${token}';\n// %%`,
    `import { n${token % 3} as m${token % 2} } from 'node:x';\n${word}const n${token} = 'T${token}';`,
    `${word}const { n${token}, _p${token} } = { n${token}: 'T${token}', _p${token}: 1 };`,
  ];
  return forms[token % forms.length] as string;
}

function cellOf({ id, style, statements }: Model): Cell {
  const directive = style === 'exporti' ? '//| exporti' : '//| export';
  return codeCell([directive, ...statements.map((token) => statement(token, style))].join('\n'), { id });
}

function notebookOf(cells: Model[]): Cell[] {
  const story = cells.flatMap((cell) => [
    markdownCell(`About ${cell.id}`, { id: `${cell.id}-prose` }),
    cellOf(cell),
    codeCell(`'${cell.id}'`, { id: `${cell.id}-lesson` }),
  ]);
  return [codeCell('//| default_exp a', { id: 'target' }), ...story];
}

const style = fc.constantFrom<Style>('export', 'export', 'exporti', 'written');
const project = fc
  .array(fc.record({ style, size: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 5 })
  .map((cells) => {
    let token = 10;
    return cells.map(({ style, size }, index): Model => {
      const statements = Array.from({ length: size }, () => token++);
      return { id: `cell${index}`, style, statements };
    });
  });

function exported(cells: Model[]): LibraryState {
  const state = memoryProject(notebookOf(cells));
  fc.pre(exportInMemory(state).length === 0); // two imports of one name from different places, say
  return state;
}

test('export then update is the identity', () => {
  fc.assert(
    fc.property(project, (cells) => {
      const state = exported(cells);
      const plan = planUpdateOf(state);
      expect([plan.problems, plan.refused, plan.notebooks, plan.changes]).toEqual([[], [], [], []]);
      expect(planExportOf(state).changes).toEqual([]);
    }),
    { numRuns: runs },
  );
});

// Edits on both sides, each as a change of a model: what the cell has then is all that a reference needs to know.
interface Edits {
  cells: { at: number; kind: 'change' | 'add' | 'remove' | 'delete'; which: number }[];
  swap: number | undefined;
  fresh: number | undefined; // index of the cell that a new one comes behind
}
const edits = fc.record({
  cells: fc.array(
    fc.record({
      at: fc.nat(4),
      kind: fc.constantFrom<Edits['cells'][number]['kind']>('change', 'change', 'add', 'remove', 'delete'),
      which: fc.nat(2),
    }),
    { maxLength: 3 },
  ),
  swap: fc.option(fc.nat(3), { nil: undefined, freq: 4 }),
  fresh: fc.option(fc.nat(4), { nil: undefined, freq: 4 }),
});

/** The cells after edits. New tokens begin with `next`, so that those of two sides are never the same. */
function edited(base: Model[], { cells, swap, fresh }: Edits, next: number): Model[] {
  let token = next;
  let after = base.map((cell) => ({ ...cell, statements: [...cell.statements] }));
  for (const { at, kind, which } of cells) {
    const cell = after[at % after.length];
    if (!cell) continue;
    const index = which % cell.statements.length;
    const form = (cell.statements[index] as number) % 7; // an edit keeps the form of a declaration
    while (token % 7 !== form) token++;
    if (kind === 'change') cell.statements[index] = token++;
    else if (kind === 'add') cell.statements.push(token++);
    else if (kind === 'remove' && cell.statements.length > 1) cell.statements.splice(index, 1);
    else if (kind === 'delete' && after.length > 1) after = after.filter((one) => one !== cell);
  }
  const [first, second] = swap === undefined ? [] : [after[swap % after.length], after[(swap + 1) % after.length]];
  if (first && second && first !== second)
    after = after.map((one) => (one === first ? second : one === second ? first : one));
  if (fresh !== undefined)
    after.splice((fresh % after.length) + 1, 0, { id: `new${next}`, style: 'export', statements: [token * 7] });
  return after;
}

/** The module as a person would leave it who makes these edits there: blocks keep their markers with the old hashes. */
function editedModule(state: LibraryState, after: Model[]): string {
  const text = state.library.get('lib/a.ts') as string;
  const head = text.slice(0, text.indexOf('\n// %% '));
  const markers = new Map([...text.matchAll(/^\/\/ %% \S+#(cell\d) \w{8}$/gm)].map(([line, id]) => [id, line]));
  const written = memoryProject(notebookOf(after));
  if (exportInMemory(written).length > 0) return '';
  const blocks = planExportOf({ ...written, library: new Map() });
  const module = blocks.changes.find((one) => one.path === 'lib/a.ts')?.text as string;
  const parts = module.split(/(?=^\/\/ %% \S+#\w+ \w{8}\n)/m).slice(1);
  return `${head}\n${parts.map((part) => part.replace(/^.*/, (line) => markers.get(/#(\w+) /.exec(line)?.[1] ?? '') ?? '// %%')).join('')}`;
}

/** What a plain three-way says of every cell: its statements, or that somebody has to decide. */
function reference(base: Model[], ours: Model[], theirs: Model[]): Map<string, string> | 'refused' {
  const merged = new Map<string, string>();
  const of = (cells: Model[], id: string) => cells.find((one) => one.id === id)?.statements.join(' ');
  for (const id of new Set([...base, ...ours, ...theirs].map((cell) => cell.id))) {
    const [was, notebook, module] = [base, ours, theirs].map((cells) => of(cells, id));
    if (module === undefined && was !== undefined && notebook !== undefined) return 'refused'; // a block was taken out
    if (notebook === module || module === was) merged.set(id, notebook ?? '');
    else if (notebook === was) merged.set(id, module ?? '');
    else return 'refused';
  }
  const orders = [base, ours, theirs].map((cells) =>
    cells
      .map((cell) => cell.id)
      .filter((id) => [base, ours, theirs].every((all) => of(all, id) !== undefined))
      .join(' '),
  );
  if (orders[0] !== orders[1] && orders[0] !== orders[2] && orders[1] !== orders[2]) return 'refused';
  return merged;
}

const tokensIn = (text: string) => (text.match(/T\d+/g) ?? []).sort();

test('edits on both sides merge as a plain three-way does, or are refused, and no text disappears', () => {
  const seen = { merged: 0, refused: 0 };
  fc.assert(
    fc.property(project, edits, edits, (base, here, there) => {
      const state = exported(base);
      const [ours, theirs] = [edited(base, here, 1000), edited(base, there, 2000)];
      const module = editedModule(state, theirs);
      fc.pre(module !== '');
      saveNotebook(
        state,
        formatNotebook({
          nbformat: 4,
          nbformatMinor: 5,
          metadata: { kernelspec: { name: 'tslab', language: 'typescript', display_name: '' } },
          cells: notebookOf(ours),
        }),
      );
      state.library.set('lib/a.ts', module);
      const plan = planUpdateOf(state);
      fc.pre(plan.problems.length === 0);
      const expected = reference(base, ours, theirs);
      const shown = plan.refused.flatMap(({ drift }) => tokensIn(Object.values(drift.texts).join(' ')));
      if (expected === 'refused') {
        seen.refused++;
        expect([plan.refused.length > 0, plan.notebooks, plan.changes]).toEqual([true, [], []]);
        for (const { drift } of plan.refused)
          expect(shown).toEqual(expect.arrayContaining(tokensIn(`${drift.texts.module}`)));
        return;
      }
      expect(plan.refused.map(({ problem }) => problem.message)).toEqual([]);
      seen.merged++;
      carryOut(state, plan);
      const notebook = state.notebooks.get('notebooks/a.ipynb')?.notebook;
      const found = (notebook?.cells ?? []).filter((cell) => /^\/\/\| export/.test(cell.source));
      const wanted = [...expected.values()].flatMap((tokens) =>
        tokens
          .split(' ')
          .filter((one) => one !== '')
          .map((one) => `T${one}`),
      );
      expect(tokensIn(found.map((cell) => cell.source).join('\n'))).toEqual(wanted.sort());
      for (const [id, tokens] of expected) {
        const cell = found.find((one) => one.id === id);
        if (tokens !== '' && !id.startsWith('new'))
          expect(tokensIn(cell?.source ?? '')).toEqual(
            tokens
              .split(' ')
              .map((one) => `T${one}`)
              .sort(),
          );
      }
      expect(planExportOf(state).changes).toEqual([]);
      expect(planUpdateOf(state).updates).toEqual([]);
    }),
    { numRuns: runs },
  );
  expect(Math.min(seen.merged, seen.refused)).toBeGreaterThan(runs / 8);
}, 60_000);
