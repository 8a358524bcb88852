import { inspect } from 'node:util';
import { constants, Script } from 'node:vm';
import { parseSync } from 'oxc-parser';
import { transformSync } from 'oxc-transform';
import { runCell } from '../../lib/kernel/evaluator/run-cell.ts';
import type { RunningCell } from '../../lib/kernel/evaluator/running-cell.ts';
import { createSessionScope } from '../../lib/kernel/evaluator/variables/session-scope.ts';

/** Cells run in this process, one scope for all of them: what a session does, without its process. */
export function cellRunner() {
  const scope = createSessionScope();
  const cells: RunningCell[] = [];
  return {
    scope,
    cells,
    run: (source: string): Promise<{ value: unknown }> => {
      const cell: RunningCell = {
        request: cells.length + 1,
        executionCount: cells.length + 1,
        silent: false,
        place: { notebook: undefined, id: undefined, index: cells.length + 1 },
        folder: process.cwd(),
        ended: false,
        interrupted: false,
        stopping: undefined,
        fail: () => {},
      };
      cells.push(cell);
      return runCell(source, cell, scope);
    },
  };
}

/** Runs the same program as an ES module: what Node makes of it. */
export async function runAsModule(source: string): Promise<{ value: unknown }> {
  const last = parseSync('cell.ts', source, { lang: 'ts', sourceType: 'module' }).program.body.at(-1);
  if (!last) throw new Error('an empty program has no value');
  const value = source.slice(last.start, last.end).replace(/;$/, '');
  const text = `${source.slice(0, last.start)}\nexport const lastValue = [(${value})];`;
  const { code } = transformSync('cell.ts', text, { lang: 'ts', sourceType: 'module' });
  const url = `data:text/javascript,${encodeURIComponent(code)}#${Math.random()}`;
  return { value: (await importAsNode(url)).lastValue[0] };
}

/** Node's own import(), which vitest would replace by its own. */
export const importAsNode: (url: string) => Promise<{ lastValue: [unknown] }> = new Script('(url) => import(url)', {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}).runInThisContext();

/** What a program ended with, in one line that can be compared. */
export async function outcomeOf(run: Promise<{ value: unknown }>): Promise<string> {
  try {
    return inspect((await run).value, { depth: 8 });
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : `thrown ${inspect(error)}`;
  }
}
