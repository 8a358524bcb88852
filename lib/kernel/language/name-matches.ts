import { kindOf, type LspCompletionItem } from './completion-item.ts';
import type { Match } from './matches.ts';

/** The names of a session with the words that declared them: const, function, class, interface, … */
export type NamesByKind = ReadonlyMap<string, string>;

const onlyTypes = new Set(['interface', 'type']);
const alsoTypes = new Set(['class', 'enum', 'namespace', 'import', ...onlyTypes]);
export const near = '11'; // the server's sortText for what a cell declares itself

/**
 * What the language server cannot offer, because the cell does not mention it yet: names of the cells before. They fit
 * where the server offers values, or types, in general, and not behind a dot or among the keys of an object.
 */
export function nameMatches(names: NamesByKind, offered: readonly LspCompletionItem[]): Match[] {
  const anything = offered.find(({ label }) => label === 'undefined'); // a value among values, a keyword among types
  if (!anything) return [];
  const isType = kindOf(anything) === 'keyword';
  const known = new Set(offered.map(({ label }) => label));
  return [...names]
    .filter(([name, word]) => !known.has(name) && (isType ? alsoTypes.has(word) : !onlyTypes.has(word)))
    .map(([name, word]) => matchOfName(name, word));
}

export function matchOfName(name: string, word: string): Match {
  return { text: name, type: typeOfWord(word), sortText: near, filterTexts: [name] };
}

/** In the words of the server's own answers. */
function typeOfWord(word: string): string {
  if (/^(const|let|var|using|await using|import)$/.test(word)) return 'variable';
  return word === 'namespace' ? 'module' : word;
}
