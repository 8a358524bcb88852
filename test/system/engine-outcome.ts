import type { Output } from '../../lib/notebook/index.ts';
import type { JsonValue } from '../../lib/notebook/json/index.ts';
import { type RunOptions, runNotebook } from '../../lib/run/index.ts';
import type { CorpusNotebook } from './engine-corpus.ts';

/**
 * What a run came to: a text for each cell that has something to run, and one for the run, or the error that refused it.
 * It is written nowhere and not recorded. What is another thing in every run (times, ids) is left out.
 */
export async function outcomeOf({ place }: CorpusNotebook, engine: 'kernel' | 'in-process'): Promise<string[]> {
  const options: RunOptions = { engine, types: 'off', output: null, warn: () => undefined, cellTimeoutMs: 60_000 };
  try {
    const { status, exitCode, error, cells, notebook } = await runNotebook(place, options);
    const run = [status, exitCode, error && timeless(`${error.ename}: ${error.evalue}`)].join(' ');
    const outputs = notebook.cells.filter((cell) => cell.kind === 'code' && cell.source.trim() !== '');
    const texts = cells.map((cell, index) => {
      return [cell.id, cell.status, ...(outputs[index]?.outputs ?? []).map(shown)].join('\n');
    });
    return [...texts, run];
  } catch (error) {
    return [timeless(String(error))];
  }
}

function shown(output: Output): string {
  return timeless(JSON.stringify(output as unknown as JsonValue));
}

/** A text without times, ids that are made anew, and folders that are. */
function timeless(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?/g, 'TIME')
    .replace(/\b[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, 'UUID')
    .replace(/\b[0-9a-f]{32}\b/g, 'ID')
    .replace(/(?<!cell )\b(?=[a-f]*\d)[0-9a-f]{8}\b/g, 'ID')
    .replace(/\b\d+(\.\d+)? ?(ms|s|seconds)\b/g, 'DURATION')
    .replace(/((?:Ms|duration)['"\\]*: )\d+(\.\d+)?/g, '$1NUMBER')
    .replace(/(\/tmp\/[\w.-]*-)[A-Za-z0-9]{6}\b/g, '$1XXXXXX')
    .replace(/\b1[6-9]\d{11}\b/g, 'MILLISECONDS')
    .replace(/((?:127\.0\.0\.1|localhost):)\d+/g, '$1PORT');
}
