// Generated from notebooks/20_notebook/11_front_matter.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b8c03 5d0b8c05 5d0b8c06 5d0b8c09 5d0b8c0a 5d0b8c0d

// %% notebooks/20_notebook/11_front_matter.ipynb#5d0b8c03 f3f048ea
import { OctavoError, suggest } from '../errors/index.ts';
import { isJsonObject } from './json/json.ts';
import type { Notebook } from './notebook.ts';

// %% notebooks/20_notebook/11_front_matter.ipynb#5d0b8c05 39218888
/** A value of front matter. */
export type FrontMatterValue = string | number | boolean | string[];

/** The front matter of a notebook, by key: `title`, `description`, `skip_exec`, and whatever else its author wrote. */
export type FrontMatter = Record<string, FrontMatterValue>;

// %% notebooks/20_notebook/11_front_matter.ipynb#5d0b8c06 8f1431d2
/** Reads lines `key: value`, with lists. Lines that are neither are passed over. @internal */
export function parseKeyLines(lines: readonly string[]): FrontMatter {
  const found: [string, FrontMatterValue][] = [];
  for (const line of lines) {
    const [, key, text = ''] = /^([\w][\w.-]*)[ \t]*:(?:[ \t]+(.*))?$/.exec(line.trimEnd()) ?? [];
    const item = /^[ \t]*-[ \t]+(.*)$/.exec(line)?.[1];
    const last = found.at(-1);
    if (key !== undefined) found.push([key, parseScalar(text)]);
    else if (item !== undefined && last && Array.isArray(last[1])) last[1].push(String(parseScalar(item)));
    else if (item !== undefined && last?.[1] === '') last[1] = [String(parseScalar(item))];
  }
  return Object.fromEntries(found.filter(([key]) => key !== '__proto__'));
}

/** One value: a comment behind it is no part of it. @internal */
export function parseScalar(text: string, isInList = false): FrontMatterValue {
  const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')[ \t]*(?:#.*)?$/.exec(text);
  if (quoted) return quoted[1]?.replace(/\\(.)/g, '$1') ?? quoted[2]?.replaceAll("''", "'") ?? '';
  const plain = text.replace(/(?:^|[ \t])#.*$/s, '').trim();
  if (!isInList && plain.startsWith('[') && plain.endsWith(']'))
    return plain
      .slice(1, -1)
      .split(',')
      .flatMap((one) => (one.trim() ? [String(parseScalar(one.trim(), true))] : []));
  if (/^(?:true|false)$/i.test(plain)) return plain.toLowerCase() === 'true';
  return /^-?\d{1,15}(?:\.\d+)?$/.test(plain) ? Number(plain) : plain;
}

// %% notebooks/20_notebook/11_front_matter.ipynb#5d0b8c09 54f5a454
/** The front matter of a notebook; {} when it has none (source: nbdev 3, `nb_frontmatter`). */
export function frontMatter(notebook: Notebook): FrontMatter {
  const { nbdev } = notebook.metadata;
  const markdown = notebook.cells.find((cell) => cell.kind === 'markdown')?.source;
  const raw = notebook.cells.find((cell) => cell.kind === 'raw')?.source;
  const said = isJsonObject(nbdev) ? Object.entries(nbdev) : [];
  return {
    ...Object.fromEntries(
      said.flatMap(([key, value]) => (isFrontMatterValue(value) ? [[key, readString(value)]] : [])),
    ),
    ...(markdown === undefined ? {} : (fencedFrontMatter(markdown) ?? headingFrontMatter(markdown))),
    ...(raw === undefined ? {} : fencedFrontMatter(raw)),
  };
}

// %% notebooks/20_notebook/11_front_matter.ipynb#5d0b8c0a 9f96476d
/** The front matter of a cell that is wholly a block between two lines `---`. @internal */
export function fencedFrontMatter(source: string): FrontMatter | undefined {
  const lines = source.trim().split(/\r?\n/);
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line));
  if (!/^---[ \t]*$/.test(lines[0] ?? '') || end !== lines.length - 1) return undefined;
  return parseKeyLines(lines.slice(1, end));
}

/** The front matter that a first cell with a heading gives: `# title`, `> description`, `- key: value`. @internal */
export function headingFrontMatter(source: string): FrontMatter {
  const title = /^#[ \t]+(\S.*?)[ \t]*\r?$/m.exec(source)?.[1];
  if (title === undefined) return {};
  const description = /^>[ \t]+(\S.*?)[ \t]*\r?$/m.exec(source)?.[1];
  const items = source.split(/\r?\n/).flatMap((line) => /^-[ \t]+(\w[\w.-]*[ \t]*:[ \t]+\S.*)$/.exec(line)?.[1] ?? []);
  return { title, ...(description === undefined ? {} : { description }), ...parseKeyLines(items) };
}

/** @internal */
export function isFrontMatterValue(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** In metadata nbdev writes `"true"` and `"false"` as text. @internal */
export function readString(value: string | number | boolean): FrontMatterValue {
  return typeof value === 'string' && /^(?:true|false)$/.test(value) ? value === 'true' : value;
}

// %% notebooks/20_notebook/11_front_matter.ipynb#5d0b8c0d e8a81697
/** A yes or no of the front matter, as `skip_exec`; `otherwise` when it does not say. Throws `directive-unknown-value`. */
export function frontMatterFlag(notebook: Notebook, key: string, otherwise = false): boolean {
  const all = frontMatter(notebook);
  const value = Object.hasOwn(all, key) ? all[key] : undefined;
  if (value === undefined || value === '') return otherwise;
  const word = String(value).toLowerCase();
  if (['true', 'yes', 'on', '1'].includes(word)) return true;
  if (['false', 'no', 'off', '0'].includes(word)) return false;
  const message = `"${value}" is no value of ${key} in the front matter`;
  const hint = `did you mean "${suggest(word, ['true', 'false']) ?? 'true'}"?`;
  throw new OctavoError('directive-unknown-value', message, { where: { notebook: notebook.path }, hint });
}
