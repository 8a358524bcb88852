import { escapeHtml } from '../../kernel/views/html.ts';

const typescriptWords =
  'abstract any as asserts async await boolean break case catch class const continue debugger declare default delete do else enum export extends false finally for from function get if implements import in infer instanceof interface is keyof let namespace never new null number object of private protected public readonly return satisfies set static string super switch symbol this throw true try type typeof undefined unknown using var void while with yield';
const pythonWords =
  'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return self try while with yield';

// One regular expression a language, each branch linear: comments, texts, numbers, words.
const typescript =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>'(?:[^'\\\n]|\\[\s\S])*'?|"(?:[^"\\\n]|\\[\s\S])*"?|`(?:[^`\\]|\\[\s\S])*`?)|(?<number>\b\d[\w.]*)|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)/gu;
const python =
  /(?<comment>#[^\n]*)|(?<text>[rbuf]{0,2}(?:"""(?:[^\\]|\\[\s\S])*?(?:"""|$)|'''(?:[^\\]|\\[\s\S])*?(?:'''|$)|'(?:[^'\\\n]|\\[\s\S])*'?|"(?:[^"\\\n]|\\[\s\S])*"?))|(?<number>\b\d[\w.]*)|(?<word>[\p{L}_][\p{L}\p{N}_]*)/giu;

const languages: Record<string, { pattern: RegExp; words: Set<string> }> = {};
const typescriptEntry = { pattern: typescript, words: new Set(typescriptWords.split(' ')) };
const pythonEntry = { pattern: python, words: new Set(pythonWords.split(' ')) };
for (const name of [
  'typescript',
  'javascript',
  'ts',
  'js',
  'tsx',
  'jsx',
  'json',
  'java',
  'c',
  'cpp',
  'csharp',
  'scala',
])
  languages[name] = typescriptEntry;
for (const name of ['python', 'py', 'python3', 'ipython', 'r', 'julia', 'bash', 'sh', 'yaml', 'toml'])
  languages[name] = pythonEntry;

const longest = 200_000; // characters of a source that are worth colouring

/** Code as HTML, a text for each line; plain where the language is not known or the source is very long. */
export function highlightedLines(source: string, language = ''): string[] {
  const known = Object.hasOwn(languages, language.toLowerCase()) ? languages[language.toLowerCase()] : undefined;
  if (!known || source.length > longest) return source.split('\n').map(escapeHtml);
  const lines = [''];
  const add = (text: string, kind?: string) => {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push('');
      if (part !== '')
        lines[lines.length - 1] += kind ? `<span class="t-${kind}">${escapeHtml(part)}</span>` : escapeHtml(part);
    }
  };
  let at = 0;
  for (const match of source.matchAll(known.pattern)) {
    const kind = kindOf(match.groups ?? {}, known.words);
    if (!kind) continue;
    add(source.slice(at, match.index));
    add(match[0], kind);
    at = match.index + match[0].length;
  }
  add(source.slice(at));
  return lines;
}

function kindOf(groups: Record<string, string | undefined>, words: Set<string>): string | undefined {
  if (groups.comment !== undefined) return 'comment';
  if (groups.text !== undefined) return 'text';
  if (groups.number !== undefined) return 'number';
  return groups.word !== undefined && words.has(groups.word) ? 'word' : undefined;
}
