import { dirname, resolve } from 'node:path';
import { type Host, nodeHost } from '../../host/index.ts';
import { formatJunit } from '../junit.ts';
import type { TestSummary } from '../results.ts';

/** Writes a report of a run for other programs. A folder that is missing is made. */
export async function writeTestReport(
  summary: TestSummary,
  { file, reporter }: { file: string; reporter: 'junit' | 'json' },
  host: Host = nodeHost,
): Promise<void> {
  const path = resolve(host.cwd(), file);
  const text = reporter === 'junit' ? formatJunit(summary) : `${JSON.stringify(summary, undefined, 2)}\n`;
  await host.files.makeFolder(dirname(path));
  await host.files.writeAtomically(path, text);
}
