/** Random notebooks in every spelling that JSON allows, always the same for a seed. */
export interface Random {
  below: (limit: number) => number; // an integer
  pick: <Value>(values: readonly Value[]) => Value;
}

export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0; // mulberry32
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, pick: (values) => values[below(values.length)] as never };
}

const strings = [
  '',
  'a',
  '\n',
  'a\nb',
  'x\n\n',
  '`',
  '// %%',
  '//%%',
  '// \\%% a',
  '%% b',
  '# %%',
  '\r\n',
  'ü\u2028',
  '😀',
  '"',
  '\\',
];
const spelledNumbers = [
  '0',
  '-0',
  '1.0',
  '1e-05',
  '1E5',
  '12345678901234567890',
  '0.10',
  '-2.5e+07',
  '1e400',
  'NaN',
  '-Infinity',
];
const names = [
  'tags',
  'a',
  '10',
  '9',
  '__proto__',
  'constructor',
  'collapsed',
  'odd key',
  'é',
  'toString',
  'id',
  'name',
];

/** A text of a few random pieces. */
export function randomText(random: Random): string {
  return Array.from({ length: random.below(6) }, () => random.pick(strings) + random.pick(['', '\n', ' '])).join('');
}

/** Blanks between two tokens. */
function blank(random: Random): string {
  return random.pick(['', '', ' ', '\n', '\r\n  ', '\t', '   ']);
}

/** A string in JSON, with escapes that are not needed. */
function spellString(random: Random, text: string): string {
  if (random.below(3) > 0) return JSON.stringify(text);
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index).toString(16).padStart(4, '0'));
  return `"${units.map((unit) => `\\u${unit}`).join('')}"`;
}

function spellMembers(random: Random, members: [string, string][]): string {
  const spelled = members.map(([key, value]) => `${spellString(random, key)}${blank(random)}:${blank(random)}${value}`);
  return `{${blank(random)}${spelled.join(`${blank(random)},${blank(random)}`)}${blank(random)}}`;
}

function spellList(random: Random, values: string[]): string {
  return `[${blank(random)}${values.join(`${blank(random)},${blank(random)}`)}${blank(random)}]`;
}

/** Any JSON value, spelled at random. */
export function spellValue(random: Random, depth = 2): string {
  const kind = random.below(depth > 0 ? 6 : 4);
  if (kind === 0) return random.pick(spelledNumbers);
  if (kind === 1) return random.pick(['true', 'false', 'null']);
  if (kind <= 3) return spellString(random, random.pick(strings));
  const count = random.below(4);
  if (kind === 4)
    return spellList(
      random,
      Array.from({ length: count }, () => spellValue(random, depth - 1)),
    );
  return spellObject(random, depth - 1);
}

function spellObject(random: Random, depth: number): string {
  const members = Array.from({ length: random.below(4) }, (): [string, string] => [
    random.pick(names),
    spellValue(random, depth),
  ]);
  return spellMembers(random, members);
}

/** A text as nbformat keeps one: a string, or a list of pieces. */
function spellText(random: Random): string {
  if (random.below(2) === 0) return spellString(random, randomText(random));
  return spellList(
    random,
    Array.from({ length: random.below(4) }, () => spellString(random, randomText(random))),
  );
}

function spellOutput(random: Random): string {
  const type = random.pick(['stream', 'display_data', 'error']);
  const members: [string, string][] = [['output_type', JSON.stringify(type)]];
  if (type === 'stream') members.push(['name', '"stdout"'], ['text', spellText(random)]);
  if (type === 'display_data') members.push(['data', spellObject(random, 1)], ['metadata', spellObject(random, 1)]);
  if (type === 'error') members.push(['ename', '"E"'], ['evalue', '""'], ['traceback', '[]']);
  return spellMembers(random, shuffled(random, members));
}

function shuffled<Value>(random: Random, values: Value[]): Value[] {
  return values
    .map((value) => ({ value, key: random.below(1000) }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** The text of a notebook file. */
export function randomNotebookText(random: Random): string {
  const minor = random.pick([4, 5]);
  const cells = Array.from({ length: random.below(5) }, (_, index) => {
    const kind = random.pick(['code', 'markdown', 'raw']);
    const members: [string, string][] = [
      ['cell_type', JSON.stringify(kind)],
      ['source', spellText(random)],
      ['metadata', spellObject(random, 2)],
    ];
    if (minor === 5) members.push(['id', `"cell-${index}"`]);
    if (random.below(4) === 0) members.push(['extra', spellValue(random)]);
    const outputs = spellList(
      random,
      Array.from({ length: random.below(3) }, () => spellOutput(random)),
    );
    if (kind === 'code') members.push(['outputs', outputs], ['execution_count', random.pick(['null', '3'])]);
    return spellMembers(random, shuffled(random, members));
  });
  const members: [string, string][] = [
    ['cells', spellList(random, cells)],
    ['metadata', spellObject(random, 3)],
    ['nbformat', '4'],
    ['nbformat_minor', String(minor)],
  ];
  return blank(random) + spellMembers(random, shuffled(random, members)) + blank(random);
}
