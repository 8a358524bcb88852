import type { Completions } from '../language/completion.ts';
import { lexicalPlace } from '../language/lexical-place.ts';
import { chooseMatches, type Match } from '../language/matches.ts';
import { wordAround } from '../language/word.ts';

const chainEnd = /(?:[\p{ID_Start}$_][\p{ID_Continue}$]*\s*\??\.\s*)*$/u;
const inAnExpression = /(?:[.)\]}'"`#]|[\p{ID_Continue}$])$/u; // what a chain that begins behind it belongs to
const beginsDeclaration = /(?<![\p{ID_Continue}$])(?:const|let|var|function|class|interface|type|enum)\s+$/u;

/** Completion without types: `members` lists those of a living value, or, asked for none, the variables. */
export async function completeUntyped(
  code: string,
  offset: number, // in UTF-16 units
  members: (chain: string[]) => Promise<{ name: string; type: string }[]>,
): Promise<Completions> {
  const { start, end } = wordAround(code, offset);
  const chain = lexicalPlace(code, offset) === 'code' ? chainOfNames(code.slice(0, start)) : undefined;
  const found = chain ? await members(chain) : [];
  const matches = found.map(({ name, type }, index): Match => {
    return { text: name, type, sortText: String(index).padStart(5, '0'), filterTexts: [name] }; // as they come
  });
  return { start, end, matches: chooseMatches(matches, code.slice(start, offset)), isUnknown: found.length === 0 };
}

/** The names before a word that lead to it: two of `model.layers.`, none where a word stands alone. Undefined for `f().`. */
function chainOfNames(before: string): string[] | undefined {
  const chain = chainEnd.exec(before)?.[0] ?? '';
  const rest = before.slice(0, before.length - chain.length);
  if (chain === '') return /[.#]\s*$/.test(rest) || beginsDeclaration.test(rest) ? undefined : [];
  if (inAnExpression.test(rest)) return undefined;
  return chain
    .split('.')
    .slice(0, -1)
    .map((name) => name.replace(/\?$/, '').trim().replace(/\?$/, ''));
}
