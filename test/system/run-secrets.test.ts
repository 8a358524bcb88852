import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import { printed } from './ended-run.ts';
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

test.each([
  ['kernel', []],
  ['in-process', ['--engine', 'in-process']],
])(
  'what the cells of a run (%s) log holds no secret, also of a variable or a file that only a parameter names',
  async (_, engine) => {
    writeFileSync(join(place.folder, 'pin.txt'), '471147\n');
    place.write('logs.ipynb', [
      codeCell("const word: string = '';\nconst pin: number = 0;", { tags: ['parameters'] }),
      codeCell("import { log } from 'octavo/track';"),
      codeCell(
        "log.tag('note', 'it is ' + word); log.parameters({ said: word, code: pin, token: process.env.DB_PASSWORD, lr: 0.1 });",
      ),
      codeCell("await log.run('one', () => { throw new Error('no ' + word); }).catch(() => 0); log.runId"),
    ]);
    const given = ['-p', 'word', 'env:WORD', '-p', 'pin', 'file:pin.txt'];
    const run = async (...args: string[]) => {
      const { code, stdout } = await place.octavo(
        ['run', 'logs.ipynb', 'logs-out.ipynb', '--json', '--types', 'off', ...given, ...engine, ...args],
        { ...env, WORD: 'correct horse' },
      );
      expect(code).toBe(0);
      return await place.octavo(['runs', 'show', JSON.parse(stdout).runId, '--json'], env);
    };
    const shown = await run();
    expect(JSON.parse(shown.stdout).run).toMatchObject({
      parameters: { said: '***', code: '***', token: '***', lr: '0.1' },
      tags: { note: 'it is ***' },
    });
    for (const secret of ['correct horse', '471147', password]) expect(filesWith(secret, ['pin.txt'])).toEqual([]);
    expect((await run('--no-mask')).stdout).toContain('it is correct horse');
    rmSync(join(place.folder, 'local_data'), { recursive: true });
  },
);

test('a port, a switch and a day given as references are read when the cell runs, and may be printed', async () => {
  place.write('plain.ipynb', [
    codeCell(
      "const port: number = 1;\nconst isOn: boolean = false;\nconst day: Date = new Date('2020-01-01');\nconst password: string = '';",
      { tags: ['parameters'] },
    ),
    codeCell("console.log(port, isOn, day.toISOString().slice(0, 10), password, 'is http://localhost:' + port);"),
    codeCell("import { log } from 'octavo/track';\nlog.tag('said', [port, password].join(' '));"),
  ]);
  const given = ['port=PORT', 'isOn=ON', 'day=DAY', 'password=DIGITS'].flatMap((pair) => {
    const [name, variable] = pair.split('=');
    return ['-p', name as string, `env:${variable}`];
  });
  const values = { PORT: '8080', ON: 'true', DAY: '2026-01-31', DIGITS: '90210' };
  const args = ['run', 'plain.ipynb', 'plain-out.ipynb', '--json', '--types', 'off', ...given];
  const { code, stdout, stderr } = await place.octavo(args, { ...env, ...values });
  expect(code, stderr).toBe(0);
  const { cells: executed } = place.read('plain-out.ipynb');
  const injected = executed[1]?.source ?? '';
  for (const variable of ['PORT', 'ON', 'DAY', 'DIGITS']) expect(injected).toContain(variable);
  for (const value of Object.values(values)) expect(injected).not.toContain(value);
  expect(printed(executed[2])).toBe('8080 true 2026-01-31 *** is http://localhost:8080\n');
  const shown = await place.octavo(['runs', 'show', JSON.parse(stdout).runId, '--json'], env);
  expect(JSON.parse(shown.stdout).run).toMatchObject({
    parameters: { port: 'env:PORT', password: 'env:DIGITS' },
    tags: { said: '8080 ***' },
  });
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
