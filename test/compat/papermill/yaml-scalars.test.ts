import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { WholeFloat } from '../../../lib/run/parameters/parameter-values.ts';
import { readYamlParameters } from '../../../lib/run/parameters/yaml.ts';
import { peers } from '../peers.ts';

// Random words as values of a parameter, read by Octavo and by papermill's own reader of YAML in one process.

const seed = Number(process.env.OCTAVO_TEST_SEED ?? 20260322); // a word that fails can be asked for again

// Each value with its type, as text; None where papermill refuses it.
const program = `
import json, sys, yaml
from papermill.iorw import NoDatesSafeLoader
def read(word):
    try: value = yaml.load('a: ' + word, Loader=NoDatesSafeLoader)['a']
    except Exception: return None
    return [type(value).__name__, repr(value) if isinstance(value, float) else str(value)]
print(json.dumps([read(word) for word in json.load(sys.stdin)]))
`;

const alphabets = ['0123456789_.', '01289:.', '+-01.e9_', '0x1Ffg_', '0b01_2', '0o178', 'yYesnNoOfF~ultr', '.infNaA+-'];
const named = [
  ...['08', '09', '02138', '010', '08:30', '12:30', '190:20:30.15', '-1:30.5', '1:60', '1_000', '0_', '+1', '-0x1f'],
  ...['!!float 5', '!!float 1e3', '!!int 7', '!!str 08', '1e3', '1.0e+3', '.5', '-.5', '0.', 'on', 'n', 'Null', '~'],
];

function randomWords(count: number): string[] {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const word = () => {
    const letters = alphabets[below(alphabets.length)] as string;
    return Array.from({ length: 1 + below(6) }, () => letters[below(letters.length)]).join('');
  };
  return Array.from({ length: count }, word);
}

/** What Octavo reads, as Python's type and text; undefined where it refuses the word. */
function read(word: string): [type: string, text: string] | undefined {
  let value: unknown;
  try {
    value = readYamlParameters(`a: ${word}`, { python: true }).a;
  } catch {
    return undefined;
  }
  if (value === null) return ['NoneType', 'None'];
  if (typeof value === 'boolean') return ['bool', value ? 'True' : 'False'];
  if (typeof value === 'string') return ['str', value];
  const isFloat = value instanceof WholeFloat || !Number.isInteger(value);
  return [isFloat ? 'float' : 'int', String(value)];
}

/** Floats are compared by their value: Python writes 1e+16 otherwise. */
function comparable(read: [string, string] | null | undefined): unknown {
  if (read?.[0] !== 'float') return read;
  return [
    'float',
    Number(read[1].replace(/^(-?)inf$/, '$1Infinity')) || read[1].replace(/^-?0(?:\.0)?$/, '0').toLowerCase(),
  ];
}

describe.skipIf(!peers)('YAML', () => {
  test('every word is what papermill takes it for', () => {
    const words = [...named, ...randomWords(500)].filter((word) => !/^[-+]$|^-?0[0-7_]{17}/.test(word));
    const python = peers?.python as string;
    const answer = execFileSync(python, ['-c', program], { input: JSON.stringify(words), encoding: 'utf8' });
    const theirs: ([string, string] | null)[] = JSON.parse(answer);
    const differing = words.flatMap((word, at) => {
      const [papermill, octavo] = [comparable(theirs[at]), comparable(read(word))];
      const refused = theirs[at] === null; // Octavo may read more
      return refused || JSON.stringify(papermill) === JSON.stringify(octavo) ? [] : [{ word, papermill, octavo }];
    });
    expect(differing).toEqual([]);
    expect(theirs.filter((one) => one?.[0] === 'int').length).toBeGreaterThan(50);
    expect(theirs.filter((one) => one?.[0] === 'float').length).toBeGreaterThan(10);
  });
});
