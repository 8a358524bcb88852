import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isOctavoError } from '../../../lib/errors/index.ts';
import { createTranslators } from '../../../lib/run/index.ts';
import { WholeFloat } from '../../../lib/run/parameters/index.ts';
import fc from '../../property.ts';
import { peers } from '../peers.ts';

// One Python process is asked for the cell of every value in every language of papermill, and ours must be the same,
// byte for byte, but for the deviations at the end: there papermill's cell is no code of that language, or other code.

const languages = ['python', 'R', 'scala', 'julia', 'matlab', '.net-csharp', '.net-fsharp', '.net-powershell', 'bash'];
const aliases = { pysparkkernel: 'python', sparkkernel: 'scala', sparkrkernel: 'R' };

/** JSON as Python is to see it: floats stay floats. */
function pythonJson(value: unknown): string {
  if (value instanceof WholeFloat) return `${value}.0`;
  if (typeof value === 'number') return Object.is(value, -0) ? '-0.0' : String(value); // NaN and Infinity as Python's json reads them
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${pythonJson(member)}`)
    .join(',')}}`;
}

type Answer = { cell: string } | { error: string };

function askPapermill(cases: [string, unknown][]): Answer[] {
  const input = cases.map(([name, value]) => `["${name}",${pythonJson(value)}]\n`).join('');
  const program = join(import.meta.dirname, 'translators.py');
  const output = execFileSync(peers?.python as string, [program], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const translators = createTranslators();

function ours(name: string, value: unknown): Answer {
  try {
    return { cell: translators.find(name, '')?.writeParameters({ value }, []) as string };
  } catch (error) {
    if (isOctavoError(error)) return { error: error.code };
    throw error;
  }
}

const texts = [
  '',
  ' ',
  'iris',
  'two words',
  "it's",
  'say "hi"',
  `both ' and "`,
  '/data/x.csv',
  'a=b&c;d|e',
  '*?[]{}()<>!#%~^',
  'True',
  'None',
  '007',
  'line\nbreak\r\n\ttab',
  'back\\slash',
  '\\n \\u0041 \\',
  '"',
  '\\"',
];
const foreign = ['é', 'ÿ', '€ 日本語', '😀', '\u2028', '\u0001\u001f\u007f\u0085', '\ufeff', '“smart”'];
const traps = [
  '$HOME $(date)',
  '`date`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: text that a shell would expand
  '${x}',
  '`"; Remove-Item x #',
  '$(run(`rm -rf /`))',
  "'; rm -rf / #",
  '" + x + "',
];
const numbers = [
  0,
  1,
  -1,
  2147483647,
  2147483648,
  -2147483649,
  0.1,
  -0,
  1e-5,
  1.5e22,
  2 ** 53 - 1,
  new WholeFloat(1000),
  new WholeFloat(1e16),
];
const values: unknown[] = [
  ...texts,
  ...foreign,
  ...traps,
  ...numbers,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  true,
  false,
  null,
  [],
  [1, 2, 3],
  ['a', 'b c'],
  [true, false],
  [1, 'a', null, 0.5],
  [[1, 2], [3]],
  [[1], ['a']],
  {},
  { a: 1 },
  { a: 1, 'b c': 'x', deep: { list: [1, { z: null }] } },
  { "it's": 'say "x"', é: 1 },
  [{ a: 1 }, { b: 2 }],
];

/** Why a cell of ours may differ from papermill's; undefined when it must not. The reasons are those of docs/run.md. */
function deviation(name: string, value: unknown): string | undefined {
  const all = parts(value);
  const strings = all.filter((each) => typeof each === 'string');
  const has = (pattern: RegExp) => strings.some((text) => pattern.test(text));
  const special = all.some((each) => typeof each === 'number' && !Number.isFinite(each));
  const lists = all.filter(Array.isArray);
  switch (name) {
    case 'R':
      return has(/[^\n\r\t -~\u0100-\u{10ffff}]/u) ? 'letters' : special ? 'special numbers' : undefined;
    case 'julia':
      return has(/\$/) ? 'code in texts' : has(/[\u0080-\u00ff]/) ? 'letters' : special ? 'special numbers' : undefined;
    case 'scala':
      return has(/[^\n\r\t -~\u0100-\uffff]/u) ? 'letters' : special ? 'special numbers' : undefined;
    case 'matlab':
      return has(/[^ -[\]-~]/) ? 'escapes' : special ? 'special numbers' : undefined;
    case '.net-csharp':
      if (all.includes(null)) return 'nothing';
      if (has(/[^\n\r\t -~\u0100-\u{10ffff}]/u)) return 'letters';
      return special ? 'special numbers' : lists.length > 0 ? 'lists' : undefined;
    case '.net-fsharp':
      return special ? 'special numbers' : lists.length > 0 ? 'lists' : undefined;
    case '.net-powershell':
      return has(/[`$]/) ? 'code in texts' : has(/[^ -[\]-~]/) ? 'escapes' : undefined;
    case 'bash':
      return lists.some((list) => list.some((each) => typeof each === 'object')) ? 'lists in lists' : undefined;
    default:
      return undefined;
  }
}

/** A value and all that is in it, keys included. */
function parts(value: unknown): unknown[] {
  if (Array.isArray(value)) return [value, ...value.flatMap(parts)];
  if (typeof value !== 'object' || value === null || value instanceof WholeFloat) return [value];
  return [value, ...Object.keys(value), ...Object.values(value).flatMap(parts)];
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(...texts, ...traps),
);
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer(),
  fc.double().filter((each) => !Number.isSafeInteger(each)),
);
const random = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => !/^\d+$/.test(key)),
      tie('value'),
      { maxKeys: 4 },
    ), // JavaScript sorts keys of digits
  ),
})).value;

describe.skipIf(!peers)('papermill and octavo write the same cell of parameters', () => {
  test('of hand-made and of random values, in every language', () => {
    const cases = [
      ...Object.keys(aliases).map((name): [string, unknown] => [name, { a: [1, 'x'] }]),
      ...[...values, ...fc.sample(random, { numRuns: 400, seed: 7 })].flatMap((value) =>
        languages.map((name): [string, unknown] => [name, value]),
      ),
    ];
    const theirs = askPapermill(cases);
    const counts = new Map([...languages, ...Object.keys(aliases)].map((name) => [name, { same: 0, deviations: 0 }]));
    cases.forEach(([name, value], at) => {
      const count = counts.get(name) as { same: number; deviations: number };
      const [mine, papermill] = [ours(name, value), theirs[at] as Answer];
      const reason = deviation(name, value);
      count[reason ? 'deviations' : 'same'] += 1;
      if (reason) return;
      if ('error' in papermill)
        expect(mine, `${name} of ${pythonJson(value)}`).toEqual({ error: 'run-value-unwritable' });
      else expect(mine, `${name} of ${pythonJson(value)}`).toEqual(papermill);
    });
    expect(counts.get('python')?.deviations).toBe(0);
    for (const name of languages) expect(counts.get(name)?.same, name).toBeGreaterThan(50);
  });

  // What is expected of papermill is what makes the deviation necessary.
  const wrong: [why: string, name: string, value: unknown, theirs: string | RegExp, mine: string][] = [
    ['a text of Julia runs code', 'julia', '$(exit())', 'value = "$(exit())"', 'value = "\\$(exit())"'],
    ['a text of PowerShell runs code', '.net-powershell', '$(exit)', '$value = "$(exit)"', '$value = "`$(exit)"'],
    [
      'a backtick opens a text of PowerShell',
      '.net-powershell',
      '`"; exit #',
      '$value = "``"; exit #"',
      '$value = "```"; exit #"',
    ],
    ['PowerShell has no backslash', '.net-powershell', 'C:\\x\n', '$value = "C:\\\\x\\n"', '$value = "C:\\x`n"'],
    ['a letter of R is a byte', 'R', 'é', 'value = "\\xe9"', 'value = "\\u00e9"'],
    ['a letter of Julia is a byte', 'julia', 'é', 'value = "\\xe9"', 'value = "\\u00e9"'],
    ['Scala has no \\x', 'scala', 'é', 'val value = "\\xe9"', 'val value = "\\u00e9"'],
    ['Scala has no \\U', 'scala', '😀', 'val value = "\\U0001f600"', 'val value = "\\ud83d\\ude00"'],
    ['C# reads up to four digits', '.net-csharp', 'éa', 'var value = "\\xe9a";', 'var value = "\\u00e9a";'],
    ['MATLAB has no escapes', 'matlab', 'C:\\x\n', 'value = "C:\\\\x\\n";', 'value = "C:\\x" + char(10);'],
    ['R has no nan', 'R', Number.NaN, 'value = nan', 'value = NaN'],
    ['Julia has no inf', 'julia', -Infinity, 'value = -inf', 'value = -Inf'],
    ['Scala has no inf', 'scala', Infinity, 'val value = inf', 'val value = Double.PositiveInfinity'],
    ['C# has no nan', '.net-csharp', Number.NaN, 'var value = nan;', 'var value = double.NaN;'],
    ['F# has no inf', '.net-fsharp', Infinity, 'let value = inf', 'let value = infinity'],
    [
      'a list of C# has one type',
      '.net-csharp',
      [1, 'a'],
      'var value = new [] { 1, "a" };',
      'var value = new object[] { 1, "a" };',
    ],
    [
      'a list of F# has one type',
      '.net-fsharp',
      [1, 'a'],
      'let value = [ 1; "a" ]',
      'let value = [ box (1); box ("a") ]',
    ],
  ];

  test('but where papermill writes what the language does not mean', () => {
    const theirs = askPapermill(wrong.map(([, name, value]) => [name, value]));
    wrong.forEach(([why, name, value, papermill, mine], at) => {
      const body = (answer: Answer) => ('cell' in answer ? answer.cell.split('\n').slice(1, -1).join('\n') : '');
      expect(body(theirs[at] as Answer), why).toBe(papermill);
      expect(body(ours(name, value)), why).toBe(mine);
    });
    const [bash, csharp] = askPapermill([
      ['bash', [['a']]],
      ['.net-csharp', null],
    ]);
    expect(bash).toEqual({ cell: '# Parameters\nvalue=((a))\n' }); // arithmetic
    expect(ours('bash', [['a']])).toEqual({ error: 'run-value-unwritable' });
    expect(csharp).toHaveProperty('error');
    expect(ours('.net-csharp', null)).toEqual({ cell: '// Parameters\nobject value = null;\n' });
  });
});
