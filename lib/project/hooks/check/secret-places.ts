import { isText } from '../../../notebook/clean/clean.ts';
import { type Cell, parseNotebook } from '../../../notebook/index.ts';
import { isJsonObject, type JsonValue, joinLines } from '../../../notebook/json/index.ts';
import { nodeOf, originOf } from '../../../notebook/parse.ts';
import { findSecrets } from '../../../run/secrets/find-secrets.ts';
import { fingerprint } from './fingerprint.ts';

/** A secret and where it stands. */
export interface FoundSecret {
  kind: string;
  fingerprint: string;
  line: number; // of the file
  cell?: string | undefined; // id
}

/** Written in the same line, it says that this is none. */
const allowance = 'octavo: allow-secret';

/** The secrets of a text file. */
export function secretsInText(text: string): FoundSecret[] {
  return findSecrets(text)
    .filter(({ at }) => !lineAround(text, at).includes(allowance))
    .map(({ kind, text: secret, at }) => ({ kind, fingerprint: fingerprint(secret), line: lineAt(text, at) }));
}

/** The secrets of a notebook: in sources, in what was printed, and in metadata. Throws what `parseNotebook` throws. */
export function secretsInNotebook(file: string): FoundSecret[] {
  const notebook = parseNotebook(file);
  const found: FoundSecret[] = [];
  const add = (text: string, from: number, cell: string | undefined) => {
    for (const { kind, text: secret, at } of findSecrets(text)) {
      if (lineAround(text, at).includes(allowance)) continue;
      const written = JSON.stringify(secret).slice(1, -1);
      const place = Math.max(file.indexOf(written, from), from);
      const one = { kind, fingerprint: fingerprint(secret), line: lineAt(file, place), cell };
      if (!found.some((other) => other.fingerprint === one.fingerprint && other.line === one.line)) found.push(one);
    }
  };
  for (const cell of notebook.cells) {
    const origin = originOf(cell);
    const from = origin ? nodeOf(origin).start : 0;
    for (const text of textsOf(cell)) add(text, from, cell.id);
  }
  for (const text of strings(notebook.metadata)) add(text, 0, undefined);
  return found;
}

/** All texts of a cell. */
function textsOf(cell: Cell): string[] {
  const texts = [cell.source, ...strings(cell.metadata)];
  for (const output of cell.outputs) {
    if (output.output_type === 'stream') texts.push(joinLines(output.text));
    else if (output.output_type === 'error') texts.push(output.evalue, output.traceback.join('\n'));
    else
      for (const [type, value] of Object.entries(output.data)) {
        if (isText(type) && value !== undefined) texts.push(...strings(value));
      }
  }
  return texts;
}

/** The strings in a JSON value; a list of lines is one. */
function strings(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value))
    return value.every((part) => typeof part === 'string') ? [value.join('')] : value.flatMap(strings);
  // A key and its text together, because `"password": "…"` is told by both.
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    typeof part === 'string' ? [`${key}: ${JSON.stringify(part)}`] : part === undefined ? [] : strings(part),
  );
}

function lineAround(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, end < 0 ? undefined : end);
}

function lineAt(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line++;
  return line;
}
