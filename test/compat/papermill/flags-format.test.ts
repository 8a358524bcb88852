import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { WholeFloat } from '../../../lib/run/parameters/parameter-values.ts';
import { formatTemplate } from '../../../lib/run/templates/format-template.ts';
import { PythonDate } from '../../../lib/run/templates/python-date.ts';
import { peers } from '../peers.ts';

// Thousands of random templates, filled by Octavo and by Python's own str.format in one process.

const rounds = 6000;
const seed = Number(process.env.OCTAVO_TEST_SEED ?? 20260321); // of the templates: one that fails can be asked for again

// Python prints the result, or None where it raises. A float comes with its type, a date as seconds.
const program = `
import datetime, json, sys
def value(v):
    if isinstance(v, dict) and 'float' in v: return float(v['float'])
    if isinstance(v, dict) and 'date' in v:
        return datetime.datetime.fromtimestamp(v['date'], datetime.timezone.utc) if v['utc'] else datetime.datetime.fromtimestamp(v['date'])
    return v
def fill(template, v):
    try: return template.format(x=value(v), w=7)
    except Exception: return None
print(json.dumps([fill(*case) for case in json.load(sys.stdin)]))
`;

/** A generator of numbers from 0 to 1 that a seed decides (mulberry32). */
function randomNumbers(state: number): () => number {
  let at = state;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = randomNumbers(seed);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
const perhaps = (text: () => string, share = 0.3) => (random() < share ? text() : '');

function randomFloat(): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, (BigInt(Math.floor(random() * 2 ** 32)) << 32n) | BigInt(Math.floor(random() * 2 ** 32)));
  const any = view.getFloat64(0);
  const near = (random() - 0.5) * 10 ** Math.floor(random() * 24 - 8);
  return pick([
    any,
    near,
    near,
    Math.round(near * 8) / 8,
    0.1,
    0.5,
    2.5,
    1e16,
    1e22,
    -0,
    0,
    Infinity,
    -Infinity,
    NaN,
    999.9995,
  ]);
}

/** One value for Octavo, and how Python is told of it. */
function randomValue(): [ours: unknown, theirs: unknown] {
  const kind = pick(['int', 'int', 'float', 'float', 'float', 'text', 'text', 'other', 'date']);
  if (kind === 'int') {
    const value = Math.trunc((random() - 0.5) * 10 ** Math.floor(random() * 16));
    return [value + 0, value + 0];
  }
  if (kind === 'float') {
    const value = randomFloat();
    const shown = Number.isNaN(value) ? 'nan' : Object.is(value, -0) ? '-0.0' : String(value);
    return [Number.isFinite(value) && Number.isInteger(value) ? new WholeFloat(value) : value, { float: shown }];
  }
  if (kind === 'date') {
    const instant = new Date(Math.floor(random() * 4e12));
    const utc = random() < 0.5;
    return [new PythonDate(instant, utc ? 'utc' : 'local'), { date: instant.getTime() / 1000, utc }];
  }
  const text = pick([
    '',
    'adam',
    "it's",
    'a"b',
    `'"`,
    'naïve',
    '日本',
    '😀😀',
    'a\tb\n',
    'back\\slash',
    '\u200b\u00a0',
    'x'.repeat(20),
  ]);
  const other = pick([true, false, null, [1, 'a', null], { a: 'b', c: [true] }, []]);
  return kind === 'text' ? [text, text] : [other, other];
}

function randomSpecification(): string {
  const fill = perhaps(() => pick(['', '*', '0', ' ', 'é', '-']) + pick(['<', '>', '^', '=']));
  const width = perhaps(() => pick(['5', '12', '020', '{w}', '33', '0']), 0.5);
  const precision = perhaps(() => `.${pick(['0', '1', '2', '3', '6', '17', '30', '120', ''])}`, 0.4);
  const sign = perhaps(() => pick(['+', '-', ' ']));
  const flags = perhaps(() => 'z', 0.1) + perhaps(() => '#', 0.2) + perhaps(() => '0', 0.2);
  return (
    fill +
    sign +
    flags +
    width +
    perhaps(() => pick([',', '_', ',_']), 0.2) +
    precision +
    perhaps(() => pick([...'bcdoxXneEfFgG%sq']), 0.7)
  );
}

const directives = [...'YymdeHIMSfpjAaBbUWwuGgVCcxXDFTRrZz%'].map((letter) => `%${letter}`);
const shapes = [
  (spec: string) => `{x:${spec}}`,
  (spec: string) => `a{{b}}{x:${spec}}.ipynb`,
  (spec: string) => `{x!${pick(['r', 's', 'a', 'x'])}:${spec}}`,
  () => '{x}',
  () =>
    pick([
      '{x!r}',
      '{x!a}',
      '{x!s}',
      '{x[0]}',
      '{x[a]}',
      '{x[c][0]}',
      '{x[9]}',
      '{y}',
      '{x[nope]}',
      '{x',
      'x}',
      '{}',
      '{0}',
      '{x[}',
      '{x]}',
      '{x!}',
      '{x:}',
      '{x[]}',
      '{{{x}}}',
      '}}{{',
      '{x.}',
      '{x:{w',
      '{x:{nope}}',
      '{x:{w:{w}}}',
      '{x!r',
    ]),
];

function randomCase(): { template: string; ours: unknown; theirs: unknown } {
  const [ours, theirs] = randomValue();
  const isDate = ours instanceof PythonDate;
  const spec = isDate ? `${pick(directives)}-${pick(directives)}${perhaps(() => '%-d')}` : randomSpecification();
  return { template: isDate && random() < 0.8 ? `{x:${spec}}` : pick(shapes)(spec), ours, theirs };
}

describe.skipIf(!peers)('formatTemplate() fills what str.format fills', () => {
  test(`${rounds} random templates`, () => {
    const cases = Array.from({ length: rounds }, randomCase);
    const input = JSON.stringify(cases.map(({ template, theirs }) => [template, theirs]));
    const options = { input, encoding: 'utf8', maxBuffer: 1e8 } as const;
    const expected: (string | null)[] = JSON.parse(execFileSync(peers?.python as string, ['-c', program], options));
    const different = cases.flatMap(({ template, ours, theirs }, at) => {
      const result = fill(template, ours);
      return result === expected[at]
        ? []
        : [`${template} of ${JSON.stringify(theirs)}: Octavo ${result}, Python ${expected[at]}`];
    });
    expect(different, `seed ${seed}`).toEqual([]);
    expect(expected.filter((text) => text !== null).length).toBeGreaterThan(rounds / 3); // the templates are not all wrong
  });
});

function fill(template: string, value: unknown): string | null {
  try {
    return formatTemplate(
      template,
      new Map<string, unknown>([
        ['x', value],
        ['w', 7],
      ]),
    );
  } catch (error) {
    expect((error as { code?: string }).code, `${template}: ${(error as Error).stack}`).toMatch(/^run-template-/);
    return null;
  }
}
