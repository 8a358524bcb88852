import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import { workplace } from './run-workplace.ts';

// A secret that somebody gives, prints or throws is in no file that a run leaves: notebook, journal, whole outputs, store.

const place = workplace();
afterAll(place.remove);

const password = 'h7Gk29LmQx4zPw8r';
const token = `ghp_${'a1B2'.repeat(9)}`;
const env = { DB_PASSWORD: password, OCTAVO_TRACK: 'local' };

/** Every file below the folder that holds a text, but for the ones that were there before. */
function filesWith(text: string, without: string[]): string[] {
  const files = readdirSync(place.folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => !without.includes(name) && statSync(join(place.folder, name)).isFile())
    .filter((name) => readFileSync(join(place.folder, name)).includes(text))
    .sort();
}

const cells = [
  codeCell("const password: string = 'none';\nconst key: string = 'none';", { tags: ['parameters'] }),
  codeCell("console.log('it is ' + password + ', and ' + key);\npassword.length + key.length"),
  codeCell(
    "process.stdout.write('in two ' + password.slice(0, 5)); process.stdout.write(password.slice(5) + ' pieces\\n');",
  ),
  codeCell(
    "console.log('x'.repeat(3000)); for (let line = 0; line < 400; line++) console.error('line', line, password);",
  ),
  codeCell("display.html('<b>' + process.env.DB_PASSWORD + '</b>'); display.json({ deep: [{ key }] });"),
  codeCell("throw new Error('cannot log in with ' + password);"),
];

test.each([
  ['kernel', []],
  ['in-process', ['--engine', 'in-process']],
])('a run (%s) leaves no secret behind, and its cells have the real ones', async (_, engine) => {
  place.write('secret.ipynb', cells);
  const args = ['run', 'secret.ipynb', 'out.ipynb', '--json', '-p', 'password', 'env:DB_PASSWORD', '-p', 'key', token];
  const { code, stdout, stderr } = await place.octavo([...args, ...engine, '--log-output'], env);
  expect(code).toBe(1);
  const { outputs } = place.read('out.ipynb').cells.find(({ source }) => source.startsWith("console.log('it is")) ?? {};
  expect(JSON.stringify(outputs)).toContain('it is ***, and ***');
  expect(JSON.stringify(outputs)).toContain(`${password.length + token.length}`);
  expect(JSON.stringify(place.read('out.ipynb'))).toContain('in two *** pieces');
  expect(stderr).toContain('a parameter looks like a secret');
  expect(JSON.parse(stdout)).toMatchObject({ error: { evalue: 'cannot log in with ***' }, parameters: { key: '***' } });
  for (const secret of [password, token]) {
    expect(filesWith(secret, [])).toEqual([]);
    expect(stdout + stderr).not.toContain(secret);
  }
});

test('--no-mask shows what was asked for, but never what a reference stands for', async () => {
  place.write('shown.ipynb', cells.slice(0, 2));
  const args = [
    'run',
    'shown.ipynb',
    'shown-out.ipynb',
    '--no-mask',
    '-p',
    'password',
    'env:DB_PASSWORD',
    '-p',
    'key',
    token,
  ];
  expect((await place.octavo(args, { ...env, OCTAVO_TRACK: 'off' })).code).toBe(0);
  const text = JSON.stringify(place.read('shown-out.ipynb'));
  expect(text).toContain(`it is ${password}, and ${token}`);
  const injected = place.read('shown-out.ipynb').cells[1]?.source;
  expect(injected).toContain(token);
  expect(injected).not.toContain(password);
});

test('what a cell prints late, without an end of line, is in its outputs when the run ends right after', async () => {
  place.write('late.ipynb', [
    codeCell("setTimeout(() => process.stdout.write('late words'), 20);"),
    codeCell('await new Promise((resolve) => setTimeout(resolve, 60));'),
  ]);
  expect((await place.octavo(['run', 'late.ipynb', 'late-out.ipynb'])).code).toBe(0);
  expect(JSON.stringify(place.read('late-out.ipynb').cells[0]?.outputs)).toContain('late words');
});
