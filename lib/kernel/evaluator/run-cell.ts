import { Script } from 'node:vm';
import { type CellCode, CellSyntaxError, positionInCell, transformCell } from '../transform/index.ts';
import { placeOfImport, rememberCellScript } from './errors/cell-scripts.ts';
import { addFrame, callerPlace } from './errors/stack-frames.ts';
import { Interruption } from './interrupts/interruption.ts';
import { metaOf } from './modules/import-meta.ts';
import { importForCell, importFrom } from './modules/import-modules.ts';
import { legacyDecorators } from './modules/legacy-decorators.ts';
import { syntaxOfProject } from './modules/project-syntax.ts';
import { withOwnBuiltins } from './own-builtins.ts';
import { callingCell, type RunningCell } from './running-cell.ts';
import { beginNames, missingNames, type Progress, refuseNames } from './variables/cell-names.ts';
import type { SessionScope } from './variables/session-scope.ts';

type CellFunction = (
  homes: object[],
  unbound: object,
  constant: object,
  typeOf: object,
  cell: CellHandle,
) => Promise<void>;

/** What a cell's code reaches as `$cell`. */
interface CellHandle extends Progress {
  result: unknown; // of the last expression
  exported: unknown; // of `export default`, which nothing reads
  meta: object;
  import: (specifier: unknown, options?: ImportCallOptions) => Promise<unknown>;
  resumed: <Value>(value: Value) => Value;
  babelHelpers: object;
}

/** Runs a cell to its end and returns the value of its last expression, in a box: it may be a promise, which stays one. */
export async function runCell(source: string, cell: RunningCell, scope: SessionScope): Promise<{ value: unknown }> {
  const handle = handleOf(cell);
  const { code, run } = withOwnBuiltins(() => prepare(source, cell, scope, handle));
  try {
    for (const one of code.imports) {
      await importForCell(one, cell.folder, scope).catch((error) => {
        addFrame(error, placeOfImport(cell, code, one));
        throw error;
      });
      stopIfInterrupted();
    }
    handle.reached = 0;
    await run.call(undefined, scope.homes, scope.unbound, scope.constant, scope.typeOf, handle);
    return { value: handle.result };
  } finally {
    missingNames(cell);
  }
}

function prepare(source: string, cell: RunningCell, scope: SessionScope, progress: Progress) {
  scope.beginHome();
  const { declared, homeOf } = scope;
  const code = transformCell(source, { declared, homeOf, project: () => syntaxOfProject(cell.folder) });
  const run = compile(code, cell);
  beginNames(cell, code, scope, progress);
  return { code, run };
}

function compile(code: CellCode, cell: RunningCell): CellFunction {
  try {
    return new Script(code.code, { filename: rememberCellScript(cell, code) }).runInThisContext();
  } catch (error) {
    refuseNames(cell, code);
    throw placedSyntaxError(error, code);
  }
}

/** V8 refuses some of what the parser lets through (a bad regular expression) and tells the place in the stack. */
function placedSyntaxError(error: unknown, code: CellCode): unknown {
  const { message, stack } = error as SyntaxError;
  const [, line, caret] = /^octavo-cell-\d+:(\d+)\n.*\n(\s*)\^/.exec(String(stack)) ?? [];
  const place = positionInCell(code, { line: Number(line), column: (caret?.length ?? 0) + 1 });
  if (!place) return error;
  return new CellSyntaxError(message, code.source, place);
}

function handleOf(cell: RunningCell): CellHandle {
  return {
    result: undefined,
    exported: undefined,
    reached: -1,
    babelHelpers: legacyDecorators,
    get meta() {
      return metaOf(cell);
    },
    import: (specifier, options) => {
      const caller = callerPlace();
      return importFrom(cell.folder, specifier, options).catch((error) => {
        addFrame(error, caller());
        throw error;
      });
    },
    resumed: (value) => {
      stopIfInterrupted();
      return value;
    },
  };
}

/** Ends what an interrupted cell left behind: a loop of its own that awaits would go on for ever. */
function stopIfInterrupted(): void {
  if (callingCell()?.interrupted) throw new Interruption();
}
