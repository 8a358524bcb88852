import { stripTypeScriptTypes } from 'node:module';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import fc from '../property.ts';
import { cellRunner, importAsNode } from './cells.ts';
import { randomOptions, randomTimeoutMs } from './random-options.ts';
import { programOf } from './random-program.ts';

/** Collects what a program prints, with what ended it. */
async function printedBy(run: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  Object.assign(globalThis, { print: (...values: unknown[]) => lines.push(inspect(values, { depth: 4 })) });
  try {
    await run();
  } catch (error) {
    lines.push(String(error));
  }
  return lines;
}

/** The statements in groups: a number for each says whether it begins a cell. */
function cellsOf(statements: string[], cuts: number[]): string[] {
  const cells: string[][] = [[]];
  statements.forEach((statement, at) => {
    if ((cuts[at % cuts.length] ?? 0) % 3 === 0) cells.push([]);
    cells.at(-1)?.push(statement);
  });
  return cells.map((cell) => cell.join('\n'));
}

const choices = fc.array(fc.nat(10_000), { minLength: 5, maxLength: 300, size: 'max' });
const cuts = fc.array(fc.nat(10), { minLength: 1, maxLength: 40 });

test('random programs in cells print what they print as one module', { timeout: randomTimeoutMs }, async () => {
  let printed = 0;
  let programs = 0;
  await fc.assert(
    fc.asyncProperty(choices, cuts, async (made, where) => {
      const statements = programOf(made);
      const program = stripTypeScriptTypes(statements.join('\n'));
      const expected = await printedBy(() =>
        importAsNode(`data:text/javascript,${encodeURIComponent(program)}#${Math.random()}`),
      );
      const cells = cellsOf(statements, where);
      const seen = await printedBy(async () => {
        const { run } = cellRunner();
        for (const cell of cells) await run(cell);
      });
      printed += seen.length;
      programs += 1;
      expect(seen, cells.join('\n// %%\n')).toEqual(expected);
    }),
    randomOptions,
  );
  expect(printed).toBeGreaterThan(programs * 3);
});
