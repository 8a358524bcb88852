import { bundleOf } from '../mime.ts';
import { cellName } from './errors/cell-scripts.ts';
import { describeFailure } from './errors/traceback.ts';
import type { ExpressionValue } from './protocol.ts';
import { runCell } from './run-cell.ts';
import type { RunningCell } from './running-cell.ts';
import type { SessionScope } from './variables/session-scope.ts';

/** Evaluates what a client asks besides its cell, for itself (execute_request's user_expressions); one failing fails alone. */
export async function evaluateExpressions(
  expressions: Record<string, string>, // by the client's names for them
  cell: RunningCell,
  scope: SessionScope,
): Promise<Record<string, ExpressionValue>> {
  const values: [string, ExpressionValue][] = [];
  for (const [name, source] of Object.entries(expressions)) {
    try {
      const { value } = await runCell(source, cell, scope);
      values.push([name, { status: 'ok', data: await bundleOf(value), metadata: {} }]);
    } catch (error) {
      values.push([name, { status: 'error', ...describeFailure(error, cellName(cell.place, cell.executionCount)) }]);
    }
  }
  return Object.fromEntries(values);
}
