// Generated from notebooks/50_test/05_junit.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 50a50003 50a50005 50a50008 50a50009

// %% notebooks/50_test/05_junit.ipynb#50a50003 77866d16
import { stripVTControlCharacters } from 'node:util';
import type { CellTest, NotebookTest, TestSummary } from './results.ts';

// %% notebooks/50_test/05_junit.ipynb#50a50005 10d6938f
/** Text as XML has it, in an attribute or between tags. @internal */
export function escapeXml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };
  return stripVTControlCharacters(text)
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ud800-\udfff\ue000-\ufffd]/g, '\ufffd')
    .replace(/[&<>"\n]/g, (character) => names[character] as string);
}

// %% notebooks/50_test/05_junit.ipynb#50a50008 e9984cb0
/** A run of tests as JUnit XML. A notebook that failed outside its cells has a case of its own for that. */
export function formatJunit(summary: TestSummary): string {
  const suites = summary.tests.map((test) => ({ test, cases: casesOf(test) }));
  const all = suites.flatMap(({ cases }) => cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="octavo test"${countsOf(all)} time="${seconds(summary.durationMs)}">`,
    ...suites.flatMap(({ test, cases }) => [
      `  <testsuite name="${escapeXml(test.notebook)}"${countsOf(cases)} time="${seconds(test.durationMs)}">`,
      ...cases.map((one) => formatCase(one, test)),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

// %% notebooks/50_test/05_junit.ipynb#50a50009 2351fc0d
/** @internal */
export type JunitCase = Pick<CellTest, 'name' | 'status' | 'durationMs' | 'reason'>;

/** @internal */
export function casesOf(test: NotebookTest): JunitCase[] {
  const { notebook, status, durationMs, reason, cells } = test;
  if (cells.length === 0)
    return [{ name: notebook, status: status === 'empty' ? 'skipped' : status, durationMs, reason }];
  const isTold = status !== 'failed' || cells.some((cell) => cell.status === 'failed');
  return isTold ? cells : [...cells, { name: 'after the last cell', status, durationMs: 0 }];
}

/** @internal */
export function formatCase(
  { name, status, durationMs, reason }: JunitCase,
  { notebook, failure }: NotebookTest,
): string {
  const line = failure?.where.fileLine;
  const place = status === 'failed' && line !== undefined ? ` line="${line}"` : '';
  const file = `classname="${escapeXml(notebook)}" file="${escapeXml(notebook)}"${place}`;
  const head = `    <testcase name="${escapeXml(name)}" ${file} time="${seconds(durationMs)}"`;
  if (status === 'passed') return `${head}/>`;
  if (status === 'skipped') return `${head}><skipped message="${escapeXml(reason ?? 'no code')}"/></testcase>`;
  const text = [failure?.message ?? '', ...(failure?.traceback ?? [])].join('\n');
  const about = `message="${escapeXml(failure?.message ?? '')}" type="${escapeXml(failure?.ename ?? 'Error')}"`;
  return `${head}><failure ${about}>${escapeXml(text)}</failure></testcase>`;
}

/** @internal */
export function countsOf(cases: readonly JunitCase[]): string {
  const count = (status: JunitCase['status']) => cases.filter((one) => one.status === status).length;
  return ` tests="${cases.length}" failures="${count('failed')}" skipped="${count('skipped')}" errors="0"`;
}

/** @internal */
export function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3);
}
