import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caseTables } from './cases/tables.ts';
import { type Deviation, deviations } from './deviations.ts';

// The table in docs/run.md, the list of deviations and the tests say the same.

const page = readFileSync(join(import.meta.dirname, '../../../docs/run.md'), 'utf8');
const rows = page
  .slice(page.indexOf('| case | papermill 2.7 | Octavo | why |'))
  .split('\n\n', 1)
  .flatMap((table) => table.split('\n').slice(2))
  .filter((row) => row.startsWith('|'))
  .map((row) => row.split(/(?<!\\)\|/).map((column) => column.trim()));

describe('where octavo run differs from papermill', () => {
  test('the table in docs/run.md and deviations.ts have the same lines', () => {
    expect(rows.map((columns) => columns[1])).toEqual(deviations.map(({ line }) => line));
  });

  test('each line of the table says what Octavo has, and why', () => {
    for (const columns of rows) expect(columns, columns.join('|')).toHaveLength(6);
    for (const [, line, , octavo, why] of rows) expect([octavo, why], line).not.toContain('');
  });

  test.each(deviations)('$line: is measured', ({ line, test: file, title = line }: Deviation) => {
    const cases = Object.values(caseTables).flat();
    if (file) expect(readFileSync(join(import.meta.dirname, file), 'utf8')).toContain(`'${title}'`);
    else expect(cases.filter((each) => each.deviations?.some((name) => name === line))).not.toEqual([]);
  });
});
