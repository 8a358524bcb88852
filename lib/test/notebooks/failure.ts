import { formatWhere, isOctavoError } from '../../errors/index.ts';
import type { TestFailure } from '../results.ts';

/** The failure of a notebook that could not run. */
export function thrownFailure(error: unknown, path: string): TestFailure {
  if (!isOctavoError(error)) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const traceback = stack?.split('\n') ?? [];
    return { message: `${path}: ${message}`, ename: name, traceback, where: { notebook: path } };
  }
  const where = { ...error.where, notebook: path };
  const message = error.message.includes(path) ? error.message : `${formatWhere(where)}: ${error.message}`;
  return { message, ename: error.code, traceback: [], hint: error.hint, where };
}
