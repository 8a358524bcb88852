import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { cellsFile } from './open-notebook.ts';
import { type TestModuleOptions, testModuleOf } from './test-module.ts';
import type { ReportedError } from './traceback.ts';

/** An error whose frames tell lines of the text of a notebook's cells, with those of the notebook instead; other frames stay. */
export function placedInNotebook(
  error: ReportedError,
  file: string,
  text: string,
  options: TestModuleOptions,
): ReportedError {
  const cells = cellsFile(file);
  const isIn = ({ stacks = [], cause }: ReportedError): boolean =>
    stacks.some((frame) => frame.file === cells) || (isReported(cause) && isIn(cause));
  if (!isIn(error)) return error;
  const map = new TraceMap(testModuleOf(text, file, options).map());
  const placed = (one: ReportedError, depth: number): ReportedError => ({
    ...one,
    stacks: one.stacks?.flatMap((frame) => {
      if (frame.file !== cells) return [frame];
      const { line, column } = originalPositionFor(map, { line: frame.line, column: frame.column - 1 });
      return line === null ? [] : [{ ...frame, file, line, column: column + 1 }];
    }),
    cause: isReported(one.cause) && depth < 5 ? placed(one.cause, depth + 1) : one.cause,
  });
  return placed({ ...error, name: error.name, message: error.message, stacks: error.stacks, cause: error.cause }, 0);
}

function isReported(cause: unknown): cause is ReportedError {
  return typeof cause === 'object' && cause !== null && 'message' in cause;
}
