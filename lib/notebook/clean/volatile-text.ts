// Generated from notebooks/20_notebook/18_clean/02_volatile_text.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c1903 5d0c1905 5d0c1909 5d0c190c 5d0c190f 5d0c1910 5d0c1913

// %% notebooks/20_notebook/18_clean/02_volatile_text.ipynb#5d0c1903 e47c7cdd
import type { CleanRule } from './volatile.ts';

// %% notebooks/20_notebook/18_clean/02_volatile_text.ipynb#5d0c1905 a1e7b2bd
/** The text without addresses in the representations of objects. @internal */
export function withoutAddresses(text: string): string {
  return text.replace(
    /(?<! at 0x[0-9a-fA-F]{1,99})(?: at 0x[0-9a-fA-F]+)+(>|&gt;|[:;,] )/g,
    (found, end: string, at: number) => {
      const line = text
        .slice(Math.max(0, at - 400), at)
        .split('\n')
        .at(-1) as string;
      const open = Math.max(line.lastIndexOf('<'), line.lastIndexOf('&lt;'));
      const closed = end === '>' || end === '&gt;' ? false : /[^=-]>|&gt;/.test(line.slice(open));
      return open < 0 || closed ? found : end;
    },
  );
}

// %% notebooks/20_notebook/18_clean/02_volatile_text.ipynb#5d0c1909 f07b817a
/** The text without process ids and the counters of Node. @internal */
export function withoutProcesses(text: string): string {
  return text
    .replace(/(^|\n)\(node:\d+\)/g, '$1(node)')
    .replace(nodeCounter, '$1…')
    .replace(/(blob:nodedata:)[0-9a-f-]{36}/g, '$1…')
    .replace(/ipykernel_\d+(?=[/\\])/g, 'ipykernel');
}

/** A counter in the representation of a timer or of an asynchronous resource. @internal */
export const nodeCounter =
  /(_idleStart: |\[?Symbol\((?:asyncId|triggerId|async_id_symbol|trigger_async_id_symbol)\)\]?: )(?:\p{Cc}\[[\d;]*m)?\d+(?:\p{Cc}\[[\d;]*m)?/gu;

// %% notebooks/20_notebook/18_clean/02_volatile_text.ipynb#5d0c190c e1d351b9
/** A traceback without the execution counts of the cells it went through. @internal */
export function withoutCounts(text: string): string {
  return text
    .replace(/(In ?\[)\d+(?=\](?:\p{Cc}\[[\d;]*m)*,? line\b)/gu, '$1 ')
    .replace(/( cell [\w-]+) \[\d+\](?= line )/g, '$1')
    .replace(/<ipython-input-\d+-[0-9a-f]+>/g, '<ipython-input>');
}

// %% notebooks/20_notebook/18_clean/02_volatile_text.ipynb#5d0c190f 281d60be
/** A folder of this machine and what is written in its place; '' makes what lies in it relative. */
export interface PathPlace {
  folder: string;
  as: string;
}

// %% notebooks/20_notebook/18_clean/02_volatile_text.ipynb#5d0c1910 109c57c8
/** A function that replaces the paths of some folders. A folder of one letter or none (`/`) is left alone: too much would look like it. @internal */
export function pathCleaner(places: readonly PathPlace[]): (text: string) => string {
  const known = places
    .flatMap(({ folder, as }) => _spellings(folder).map((spelling) => ({ spelling, as })))
    .filter(({ spelling }) => /[^/\\:][^/\\:]/.test(spelling.replace(/^[A-Za-z]:/, '')))
    .sort((a, b) => b.spelling.length - a.spelling.length);
  const words = [...new Set(known.map(({ spelling }) => spelling))];
  const folders = [...words.map(_escaped), ...homes].join('|');
  const pattern = new RegExp(`(?:file://)?(?:(${folders})(?:([/\\\\]+)|(?![\\w-]|\\.\\w)))`, 'gu');
  return (text) =>
    text.replace(pattern, (found, folder: string, slash: string | undefined, at: number) => {
      if (!_mayBegin(text, at)) return found;
      const as = known.find(({ spelling }) => spelling === folder)?.as ?? '~';
      if (as === '~' && slash === undefined && !words.includes(folder)) return found; // somebody's home, but nothing in it
      if (as === '') return slash === undefined ? '.' : _isPathCharacter(text[at + found.length]) ? '' : './';
      return slash === undefined ? as : `${as}/`;
    });
}

/** The homes of people on other machines. @internal */
export const homes = [
  '/home/[\\w.-]+',
  '/Users/[\\w.-]+',
  '[A-Za-z]:\\\\{1,2}Users\\\\{1,2}[\\w.-]+',
  '/?[A-Za-z]:/Users/[\\w.-]+',
];

/** How a folder may be written. */
function _spellings(folder: string): string[] {
  const plain = folder.replace(/[/\\]+$/, '');
  const slashes = plain.replaceAll('\\', '/');
  const url = encodeURI(slashes);
  if (!/^[A-Za-z]:/.test(plain)) return [...new Set([plain, url])];
  return [...new Set([plain, plain.replaceAll('\\', '\\\\'), slashes, `/${slashes}`, `/${url}`])];
}

/** A text as a part of a regular expression. */
function _escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Whether an absolute path may begin here: not in a word, nor in a longer path. Escapes for colour and line breaks are no words. */
function _mayBegin(text: string, at: number): boolean {
  if (at === 0) return true;
  const before = text.slice(Math.max(0, at - 16), at);
  return !/[\p{L}\p{N}_/.~$\\-]$/u.test(before) || /\p{Cc}\[[\d;]*m$|\\[nrt]$/u.test(before);
}

/** Whether a character can go on with a path, so that `./` need not be written before it. */
function _isPathCharacter(character: string | undefined): boolean {
  return character !== undefined && /[^\s'"`<>)\]},;]/.test(character);
}

// %% notebooks/20_notebook/18_clean/02_volatile_text.ipynb#5d0c1913 4fd6bf03
/** A rule for texts. @internal */
export interface TextRule {
  rule: CleanRule;
  marks: readonly string[]; // a text with none of them is clean, which is quick to see
  clean: (text: string) => string;
  onlyTraceback?: boolean;
}

/** The rules for texts that a project has not switched off. @internal */
export function textRules(keep: readonly string[], places: readonly PathPlace[]): TextRule[] {
  const nodeMarks = ['(node:', '_idleStart: ', 'Id): ', 'Id)]: ', '_id_symbol)', 'blob:nodedata:', 'ipykernel_'];
  const pathMarks = [...places.flatMap(({ folder }) => _spellings(folder)), '/home/', '/Users/', '\\Users\\'];
  const countMarks = ['In[', 'In [', ' cell ', '<ipython-input-'];
  const rules: TextRule[] = [
    { rule: 'addresses', marks: [' at 0x'], clean: withoutAddresses },
    { rule: 'processes', marks: nodeMarks, clean: withoutProcesses },
    { rule: 'paths', marks: [...new Set(pathMarks)], clean: pathCleaner(places) },
    { rule: 'counts', marks: countMarks, clean: withoutCounts, onlyTraceback: true },
  ];
  return rules.filter(({ rule }) => !keep.includes(rule));
}

/** Whether some rule may find something in a text. @internal */
export function mayBeVolatile(text: string, rules: readonly TextRule[]): boolean {
  return rules.some(({ marks }) => marks.some((mark) => text.includes(mark)));
}

/** The text as the rules leave it; `count` hears the name of each that changed it. @internal */
export function cleanString(text: string, rules: readonly TextRule[], count: (rule: string) => void): string {
  if (!mayBeVolatile(text, rules)) return text;
  let result = text;
  const changed = new Set<string>();
  for (let round = 0; round < 10; round++) {
    const before = result;
    for (const { rule, marks, clean } of rules) {
      const now = result;
      if (!marks.some((mark) => now.includes(mark))) continue;
      const cleaner = clean(result);
      if (cleaner !== result) changed.add(rule);
      result = cleaner;
    }
    if (result === before) break;
  }
  for (const rule of changed) count(rule);
  return result;
}
