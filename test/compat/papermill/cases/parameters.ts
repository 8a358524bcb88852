import type { Case } from './case.ts';

// Values of every kind in every form, and where their cell goes.

const one = { notebook: 'one-parameter' };
const simple = { notebook: 'simple' };
const each = (flag: string, values: Record<string, string>) =>
  Object.entries(values).flatMap(([name, value]) => [flag, name, value]);
const base64 = (text: string) => Buffer.from(text).toString('base64');

const words = {
  integer: '1',
  negative: '-17',
  plus: '+5',
  float: '1.0',
  yes: 'True',
  no: 'False',
  lower: 'true',
  none: 'None',
  nil: 'null',
  exponent: '1e3',
  capital: '1E5',
  list: '[1,2]',
  record: '{"a": 1}',
  empty: '',
  space: ' ',
  spaced: ' 5',
  behind: '5 ',
  thousands: '1_000',
  wrong_thousands: '1__000',
  small: '1e-05',
  large: '1e22',
  larger: '1e16',
  nearly: '123456789012345.6',
  tenth: '0.1',
  long: '3.141592653589793238',
  zero: '0',
  minus_zero: '-0.0',
  zeros: '007',
  hex: '0x10',
  dot: '.5',
  point: '5.',
  date: '2020-01-01',
  time: '12:30',
  quotes: 'say "hi" \'there\'',
  backslash: 'C:\\new\\table',
  newline: 'one\ntwo\r\nthree\ttab',
  unicode: 'é € 😀 \u0001',
  formula: '{a} {{b}} %s $HOME `c`',
  comment: '# no comment',
  triple: '"""',
};

const yaml = [
  '{n: 2020-01-01, o: yes, p: ~, q: y, r: 010, s: 1:30, t: 1e3, u: 1.0e+3, v: 1., w: [1, 2.0, {a: b}], x: .5, h: 0x1F,',
  ' z: 1_000, e: "", f: [], g: {}, i: -3, j: "5", k: 0o7, l: 0b11, m: on, aa: Null, ab: TRUE, ac: [[1], [[]]], ad: "é\\n\\t\\"",',
  ' ae: {deep: {er: [true, null, -1.5, "x y"]}}, af: 2001-12-14t21:59:43.10-05:00, ah: 1e-7}',
].join('');

const block = `text: |
  two
  lines
folded: >
  folded
  words
base: &base {a: 1}
same: *base
merged:
  <<: *base
  b: 2
list:
- 1
- two
- [3.5, false]
`;

export const parameterCases: Case[] = [
  { name: 'words of every kind', ...one, args: each('-p', words), code: 0 },
  { name: 'texts', ...one, args: each('-r', words), code: 0 },
  { name: 'YAML', ...one, args: ['-y', yaml], code: 0 },
  { name: 'YAML in blocks, in base64', ...one, args: ['-b', base64(block)], code: 0 },
  { name: 'YAML in blocks, in a file', ...one, files: { 'given.yml': block }, args: ['-f', 'given.yml'], code: 0 },
  {
    name: 'precedence does not depend on the order of typing',
    ...simple,
    files: { 'p.yaml': 'lr: 3\nmsg: file\nextra: {k1: v1, k2: [1, 2]}\n', 'p.json': '{"n": 1.5, "z": [true, null]}' },
    args: [
      '-r',
      'lr',
      'r',
      '-p',
      'lr',
      '1',
      '-y',
      'lr: 2\nmsg: yaml',
      '-f',
      'p.yaml',
      '-f',
      'p.json',
      '-b',
      base64('lr: 4\nfirst: 1'),
    ],
    code: 0,
  },
  {
    name: 'within one kind the last wins',
    ...simple,
    files: { 'a.yaml': 'f: 1\nonly: a', 'b.yaml': 'f: 2' },
    args: ['-p', 'lr', '1', '-p', 'lr', '2', '-f', 'b.yaml', '-f', 'a.yaml', '-y', 'y: 1', '-y', 'y: 2', '-y', ''],
    code: 0,
  },
  { name: 'an empty file of parameters', ...simple, files: { 'empty.yaml': '' }, args: ['-f', 'empty.yaml'], code: 0 },
  {
    name: 'an unknown name',
    ...simple,
    args: ['-p', 'nope', '1'],
    stderr: ['Passed unknown parameter: nope'],
    code: 0,
  },
  {
    name: 'a name that is a keyword',
    ...simple,
    args: ['-p', 'class', '1'],
    code: 1,
    deviations: ["a parameter that is no name of a variable (`-p 'x = 1; y' 2`)"],
  },
  {
    name: 'a name that is no name',
    ...simple,
    args: ['-p', 'a b', '1'],
    code: 1,
    deviations: ["a parameter that is no name of a variable (`-p 'x = 1; y' 2`)"],
  },
  { name: 'a name with a dot', ...simple, args: ['-p', 'msg.text', '1'], code: 1 },
  {
    name: 'a number as a name',
    ...one,
    args: ['-y', '{1: one}'],
    code: 1,
    deviations: ["a parameter that is no name of a variable (`-p 'x = 1; y' 2`)"],
  },
  {
    name: 'digits of another script',
    notebook: 'prints-parameters',
    args: ['-p', 'value', '٣'],
    code: 0,
    deviations: ['digits that are not 0 to 9 in `-p`'],
  },
  {
    name: 'a name that YAML repeats',
    ...one,
    args: ['-y', '{a: 1, a: 2}'],
    code: 0,
    deviations: ['a name that YAML repeats'],
  },
  {
    name: 'an equals sign as a YAML value',
    notebook: 'prints-parameters',
    args: ['-y', 'value: ='],
    code: 1,
    deviations: ['`=` as a value in YAML'],
  },
  ...Object.entries({
    'YAML text that goes on without indent': 'a: "x\ny"',
    'YAML bytes': 'a: !!binary aGk=',
    'an ordered map of YAML': 'a: !!omap [x: 1]',
    'YAML that is 0': '0',
    'YAML that is an empty list': '[]',
  }).map(
    ([name, text]): Case => ({
      ...{ name, ...one, args: ['-y', text, '--prepare-only'], code: 0 },
      deviations: [
        "YAML: a quoted text that goes on in a line without indent; `!!binary`, `!!omap`; `-y 0`, `-y '[]'`",
      ],
    }),
  ),
  {
    name: 'base64 with other letters',
    ...one,
    args: ['-b', '***YTogMQ==', '--prepare-only'],
    code: 0,
    deviations: ['letters in `-b` that are not base64'],
  },
  {
    name: 'YAML that begins with dashes, and a limit below 0',
    notebook: 'prints-parameters',
    args: ['-y', '---\nvalue: [08, 08:30, 1:30.5]', '--execution-timeout', '-1', '--engine', 'nbclient'],
    code: 0,
  },
  { name: 'two parameters cells', notebook: 'two-parameters-cells', args: ['-p', 'a', '5'], code: 0 },
  { name: 'the parameters cell is the last', notebook: 'parameters-last', args: ['-p', 'a', '5'], code: 0 },
  { name: 'an empty parameters cell', notebook: 'empty-parameters', args: ['-p', 'a', '5'], code: 0 },
  { name: 'more tags on the parameters cell', notebook: 'parameters-with-more-tags', args: ['-p', 'a', '5'], code: 0 },
  { name: 'the tag on a markdown cell', notebook: 'parameters-in-markdown', args: ['-p', 'a', '5'], code: 0 },
  { name: 'an injected cell is replaced whole', notebook: 'injected-by-hand', args: ['-p', 'b', '7'], code: 0 },
  {
    name: 'an injected cell without parameters cell',
    notebook: 'injected-without-parameters',
    args: ['-p', 'b', '7'],
    code: 1,
  },
  { name: 'an injected cell far from its parameters', notebook: 'injected-far-away', args: ['-p', 'a', '7'], code: 0 },
  { name: 'two injected cells', notebook: 'injected-twice', args: ['-p', 'a', '7'], code: 0 },
  { name: 'an injected cell is kept without parameters', notebook: 'injected-by-hand', code: 0 },
  { name: 'parameters that do not run', notebook: 'error-in-parameters', args: ['-p', 'a', '1'], code: 1 },
  {
    name: 'a list arrives as a list',
    notebook: 'prints-parameters',
    args: ['-y', 'value: [1, {b: [2.0, null, "x"]}]'],
    code: 0,
  },
  {
    name: 'a text of many lines arrives whole',
    notebook: 'prints-parameters',
    args: ['-p', 'value', `${'é "\\ \n'.repeat(200)}`],
    code: 0,
  },
  { name: 'an exact large integer', notebook: 'prints-parameters', args: ['-p', 'value', '9007199254740991'], code: 0 },
  { name: 'minus zero', notebook: 'prints-parameters', args: ['-p', 'value', '-0'], code: 0 },
  { name: 'nan', ...one, args: ['-p', 'a', 'nan'], code: 0, deviations: ['`nan` and `inf` in `parameters`'] },
  {
    name: 'inf',
    notebook: 'prints-parameters',
    args: ['-y', 'value: [.inf, -.inf, .nan]'],
    code: 0,
    deviations: ['`nan` and `inf` in `parameters`'],
  },
  {
    name: 'an integer above 2^53',
    ...one,
    args: ['-p', 'a', '12345678901234567890'],
    code: 0,
    deviations: ['integers above 2^53'],
  },
];
