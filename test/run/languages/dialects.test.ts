import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTranslators } from '../../../lib/run/index.ts';
import type { Translator } from '../../../lib/run/languages/index.ts';
import { ParameterReference } from '../../../lib/run/parameters/index.ts';
import fc from '../../property.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-dialects-'));
afterAll(() => rmSync(folder, { recursive: true }));
const translators = createTranslators();

/** What Bash has in its variables v0, v1, … after a cell of parameters: each a list of texts. */
function bashValues(cell: string, count: number, env: Record<string, string> = {}): string[][] {
  const tell = Array.from({ length: count }, (_, at) => `printf '%s\\0' "\${v${at}[@]}"; printf '\\1\\0'`).join('\n');
  const file = join(folder, 'cell.sh');
  writeFileSync(file, `set -eu\n${cell}\n${tell}\n`);
  const output = execFileSync('bash', [file], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 27,
  });
  return output
    .split('\u0001\0')
    .slice(0, -1)
    .map((list) => list.split('\0').slice(0, -1));
}

const hostile = [
  '',
  "'",
  `'"'"'`,
  '$(touch hacked)',
  '`touch hacked`',
  '\\',
  '\n',
  '; touch hacked',
  '!!',
  '~',
  '*',
  '-n',
  'é 😀',
  '\u202e',
];

// A shell that reads two hundred lists may have to wait for its turn on a busy machine.
test('bash gets the texts, numbers and lists that were given, and runs none of them', { timeout: 60_000 }, () => {
  const text = fc.string({ unit: 'binary' }).filter((each) => !each.includes('\0') && !each.includes('\u0001'));
  const lists = fc.sample(fc.array(text, { minLength: 1, maxLength: 5 }), { numRuns: 200, seed: 3 });
  const given = [...hostile, 5, 0.5, true, hostile, ...lists];
  const cell = translators
    .find('bash', 'bash')
    ?.writeParameters(Object.fromEntries(given.map((value, at) => [`v${at}`, value])), []);
  const expected = given.map((value) => [value].flat().map(String));
  expect(bashValues(cell as string, given.length)).toEqual(expected);
});

test('bash reads what a reference stands for', () => {
  writeFileSync(join(folder, "it's $x.txt"), 'two words\nand $(a line)\n\n');
  const v0 = new ParameterReference({ kind: 'env', place: 'SOME_SECRET', shown: 'env:SOME_SECRET' });
  const v1 = new ParameterReference({ kind: 'file', place: "./it's $x.txt", shown: 'file:x' });
  const cell = translators.find('bash', 'bash')?.writeParameters({ v0, v1 }, []) as string;
  expect(bashValues(cell, 2, { SOME_SECRET: ' $a  "b" ' })).toEqual([[' $a  "b" '], ['two words\nand $(a line)']]);
});

const quoted: [name: string, ends: RegExp][] = [
  ['R', /^value = "(?:[^"\\\n]|\\.)*"$/],
  ['julia', /^value = "(?:[^"\\\n$]|\\.)*"$/],
  ['scala', /^val value = "(?:[^"\\\n]|\\.)*"$/],
  ['.net-csharp', /^var value = "(?:[^"\\\n]|\\.)*";$/],
  ['.net-fsharp', /^let value = "(?:[^"\\\n]|\\.)*"$/],
  ['.net-powershell', /^\$value = "(?:[^"`\n$]|`.)*"$/],
  ['matlab', /^value = (?:(?:"(?:[^"\n]|"")*"|char\(\d+\))(?: \+ |(?=;)))+;$/],
];

test.each(quoted)('a text of %s is one text on one line, whatever is in it', (name, pattern) => {
  const translator = translators.find(name, '') as Translator;
  const check = (text: string) => {
    const line = translator.writeParameters({ value: text }, []).split('\n').slice(1, -1).join('\n');
    expect(line).toMatch(pattern);
    if (name !== 'matlab') expect(line).toMatch(/^[\x20-\x7e]*$/);
  };
  for (const text of [...hostile, '"', '""', '\\"', '`"', '“', '"; exit #', '\r', '\u2028', '\u0085']) check(text);
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
      check,
    ),
  );
});
