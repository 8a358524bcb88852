import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { type Host, shownPath } from '../../host/index.ts';
import { isJsonObject, type JsonValue } from '../../notebook/json/index.ts';

const headBytes = 4096;
const largestBytes = 256 * 1024 * 1024; // a notebook that begins like none and is larger than this is not looked for

/**
 * Throws `run-output-other` where a file lies that no notebook is: it would be lost. Empty files, notebooks that were cut off in
 * the middle, and what is no file (a device, a pipe) may be written to.
 */
export function refuseOtherFile(output: string, host: Host): void {
  const path = resolve(host.cwd(), output);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile() || found.size === 0 || isNotebook(path, found.size)) return;
  throw new OctavoError('run-output-other', `The output ${shownPath(path, host.cwd())} is a file that is no notebook`, {
    hint: 'name another output, as out.ipynb, or remove that file',
  });
}

function isNotebook(path: string, sizeBytes: number): boolean {
  try {
    if (/^\ufeff?\s*\{\s*"cells"\s*:/.test(headOf(path))) return true;
    if (sizeBytes > largestBytes) return false;
    const value: JsonValue = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
    return isJsonObject(value) && ['cells', 'worksheets', 'nbformat'].some((name) => Object.hasOwn(value, name));
  } catch (error) {
    return !(error instanceof SyntaxError); // one that cannot be read is for the write to refuse
  }
}

function headOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, readSync(file, head)).toString('utf8');
  } finally {
    closeSync(file);
  }
}
