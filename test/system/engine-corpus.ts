import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOctavoError } from '../../lib/errors/index.ts';
import { codeCell, createNotebook, type Notebook, notebookLanguage, parseNotebook } from '../../lib/notebook/index.ts';
import { awaits } from '../compat/tslab/cases/awaits.ts';
import { errors } from '../compat/tslab/cases/errors.ts';
import { displays, output } from '../compat/tslab/cases/output.ts';
import { typing } from '../compat/tslab/cases/typing.ts';
import { lastExpressions, variables } from '../compat/tslab/cases/variables.ts';
import { programOf } from '../kernel/random-program.ts';

// The notebooks that both engines are given: they must come to the same.

const root = join(import.meta.dirname, '../..');

export interface CorpusNotebook {
  name: string;
  place: string | Notebook; // a path below the project, or the notebook itself
}

/** The notebooks of the project itself, and of its benchmarks. */
export function projectNotebooks(): CorpusNotebook[] {
  return read([...globSync('notebooks/**/*.ipynb', { cwd: root }), 'bench/notebooks/five-cells-typescript.ipynb']);
}

/** The TypeScript notebooks among the fixtures of tests. */
export function fixtureNotebooks(): CorpusNotebook[] {
  return read(globSync('test/{cases,compat}/**/*.ipynb', { cwd: root }));
}

function read(paths: string[]): CorpusNotebook[] {
  return paths.sort().flatMap((name) => {
    try {
      const notebook = parseNotebook(readFileSync(join(root, name), 'utf8'), { path: name });
      return notebookLanguage(notebook) === 'typescript' ? [{ name, place: name }] : [];
    } catch (error) {
      if (isOctavoError(error)) return []; // made to be refused
      throw error;
    }
  });
}

/** The cells that stock tslab is compared by, a notebook for each case; what an editor asks, and interrupts, are left out. */
export function tslabCases(): CorpusNotebook[] {
  return [variables, lastExpressions, awaits, output, displays, errors, typing].flatMap(({ title, cases }) =>
    cases.flatMap(({ name, steps }) => {
      // Without the cell that waits for its end, whether a case dies is a race.
      if (steps.some((step) => typeof step === 'object' && 'dies' in step)) return [];
      const sources = steps.flatMap((step) => {
        if (typeof step === 'string') return [step];
        if ('ends' in step) return [step.ends];
        return 'shown' in step ? [step.shown] : [];
      });
      return sources.length === 0 ? [] : [{ name: `tslab: ${title}: ${name}`, place: expectingErrors(sources) }];
    }),
  );
}

/** Programs made of the numbers that follow from `seed`, cut into cells. */
export function randomPrograms(count: number, seed = 1): CorpusNotebook[] {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
  return Array.from({ length: count }, (_, index) => {
    const statements = programOf(Array.from({ length: 20 + below(200) }, () => below(10_000)));
    const cells = [
      "import { inspect } from 'node:util';\nvar print = (...all: unknown[]) => console.log(inspect(all));",
    ];
    for (let at = 0; at < statements.length; ) {
      const end = at + 1 + below(5);
      cells.push(statements.slice(at, end).join('\n'));
      at = end;
    }
    return { name: `random program ${index + 1}`, place: expectingErrors(cells) };
  });
}

/** A notebook whose cells all run, whatever becomes of those before. */
function expectingErrors(sources: string[]): Notebook {
  const cells = sources.map((source, index) =>
    codeCell(source, { id: `c${`${index}`.padStart(7, '0')}`, metadata: { tags: ['raises-exception'] } }),
  );
  return createNotebook({ cells });
}
