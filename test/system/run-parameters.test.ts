import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import { workplace } from './run-workplace.ts';

const place = workplace();
afterAll(place.remove);

const secret = 'hunter2-of-the-database';
const certificate = 'LINE-ONE-OF-THE-CERTIFICATE\nline two';
const parameters = `enum Mode { Fast, Slow = 'slow' }
let password: string; // of the database
const port: number = 80;
const cert: string = '';
const since: Date = new Date('2026-01-31');
const mode: Mode = Mode.Fast;
const seed: bigint = 12n;
const layers: readonly number[] = [1];
const literal: string = '';`;
const answer =
  'console.log(JSON.stringify([password.length, port + 1, cert.length, since.getTime(), mode, String(seed + 1n), layers, literal]))';

test('octavo run reads references in the cell and writes their values nowhere; dates, enumerations and lists arrive', async () => {
  mkdirSync(join(place.folder, 'elsewhere'));
  writeFileSync(join(place.folder, 'cert.pem'), `${certificate}\n`);
  place.write('secret.ipynb', [codeCell(parameters, { tags: ['parameters'] }), codeCell(answer)]);
  const words = [
    'password env:DB_PASSWORD',
    'port env:DB_PORT',
    'cert file:cert.pem',
    'since 2026-02-01',
    'mode Slow',
    'seed 12345678901234567890',
    'layers 16,8',
  ];
  const given = words.flatMap((word) => ['-p', ...word.split(' ')]);
  const args = [
    'run',
    'secret.ipynb',
    'out.ipynb',
    ...given,
    '-r',
    'literal',
    'env:NOT_THERE',
    '--cwd',
    'elsewhere',
    '--json',
  ];
  const env = { DB_PASSWORD: secret, DB_PORT: '54321', OCTAVO_TRACK: '' };
  const { code, stdout, stderr } = await place.octavo(args, env);
  expect(code, stderr).toBe(0);
  const [output] = place.read('out.ipynb').cells[2]?.outputs ?? [];
  const shown = [
    secret.length,
    54322,
    certificate.length,
    Date.parse('2026-02-01'),
    'slow',
    '12345678901234567891',
    [16, 8],
    'env:NOT_THERE',
  ];
  const { text } = output as unknown as { text: string | string[] };
  expect(JSON.parse([text].flat().join(''))).toEqual(shown);
  expect(JSON.parse(stdout).parameters).toEqual({
    password: 'env:DB_PASSWORD',
    port: 'env:DB_PORT',
    cert: 'file:cert.pem',
    since: '2026-02-01',
    mode: 'slow',
    seed: '12345678901234567890',
    layers: [16, 8],
    literal: 'env:NOT_THERE',
  });
  for (const value of [secret, 'LINE-ONE-OF-THE-CERTIFICATE']) expect(stdout + stderr).not.toContain(value);
  const files = filesBelow(place.folder).filter((file) => !file.endsWith('cert.pem'));
  expect(files.some((file) => file.includes('local_data'))).toBe(true); // the run is recorded
  for (const file of files) {
    const bytes = readFileSync(file);
    for (const value of [secret, 'LINE-ONE-OF-THE-CERTIFICATE'])
      expect(bytes.includes(value), `${value} in ${file}`).toBe(false);
  }
});

test('octavo run --schema prints what octavo inspect --json prints, and runs nothing', async () => {
  place.write('schema.ipynb', [codeCell(parameters, { tags: ['parameters'] }), codeCell('throw new Error("it ran")')]);
  const before = place.list();
  const [run, inspect] = await Promise.all([
    place.octavo(['run', 'schema.ipynb', '--schema']),
    place.octavo(['inspect', 'schema.ipynb', '--json']),
  ]);
  expect([run.code, run.stdout], run.stderr).toEqual([0, inspect.stdout]);
  expect(JSON.parse(run.stdout)).toMatchObject({ required: ['password'], properties: { seed: { default: '12' } } });
  expect(place.list()).toEqual(before);
});

const refused: [name: string, args: string[], says: string][] = [
  ['a variable that is not there', ['-p', 'password', 'env:NOT_THERE'], 'The environment has no variable NOT_THERE'],
  ['a file that is not there', ['-p', 'password', 'file:not-there.txt'], 'file:not-there.txt: no such file'],
  [
    'a reference to a text where a number is wanted',
    ['-p', 'password', 'x', '-p', 'port', 'env:DB_PASSWORD'],
    'what env:DB_PASSWORD holds is not of type number',
  ],
  ['a date that is none', ['-p', 'password', 'x', '-p', 'since', '2026-02-31'], '"2026-02-31" is not a date'],
  ['a file of parameters that is not UTF-8', ['-f', 'latin1.yaml'], 'latin1.yaml: it is not UTF-8 text'],
  ['a file of parameters of 200 MB', ['-f', 'large.yaml'], 'large.yaml: it is larger than 4 MiB'],
];

test('octavo run refuses before anything starts', async () => {
  place.write('secret.ipynb', [codeCell(parameters, { tags: ['parameters'] }), codeCell(answer)]);
  writeFileSync(join(place.folder, 'latin1.yaml'), Buffer.from('password: caf\u00e9\n', 'latin1'));
  writeFileSync(join(place.folder, 'large.yaml'), 'password: ');
  truncateSync(join(place.folder, 'large.yaml'), 200_000_000); // a sparse file
  const before = place.list();
  for (const [name, args, says] of refused) {
    const { code, stdout, stderr } = await place.octavo(['run', 'secret.ipynb', 'none.ipynb', ...args], {
      DB_PASSWORD: secret,
    });
    expect([code, stdout], `${name}: ${stderr}`).toEqual([1, '']);
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^octavo: .+\n {2}try: .+\n$/);
    expect(stderr).not.toContain(secret);
    expect(place.list()).toEqual(before);
  }
});

/** Every file below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
