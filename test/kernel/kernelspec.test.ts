import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Host, nodeHost } from '../../lib/host/index.ts';
import {
  findKernelSpec,
  installKernelSpec,
  listKernelSpecs,
  nearestOctavo,
  readInstalledKernels,
} from '../../lib/kernel/index.ts';

let folder: string;
let host: Host;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'octavo-specs-'));
  writeFileSync(join(folder, 'package.json'), '{}');
  host = { ...nodeHost, cwd: () => folder, env: { JUPYTER_DATA_DIR: join(folder, 'user'), PATH: '' } };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const python = { argv: ['python', '-f', '{connection_file}'], display_name: 'Python 3', language: 'python' };

function place(data: string, name: string, content: unknown): string {
  const kernel = join(folder, data, 'kernels', name);
  mkdirSync(kernel, { recursive: true });
  writeFileSync(join(kernel, 'kernel.json'), typeof content === 'string' ? content : JSON.stringify(content));
  return kernel;
}

describe('listKernelSpecs()', () => {
  test('follows the search path; the first of a name wins, and Octavo is always there', async () => {
    place('user', 'deno', { ...python, display_name: 'user' });
    place('named', 'Deno', { ...python, display_name: 'named', language: 'TypeScript' });
    place('venv/share/jupyter', 'python3', { ...python, interrupt_mode: 'message', env: { A: '1' } });
    place('.octavo/jupyter', 'tslab', python);
    place('user', 'octavo', { ...python, display_name: 'not the built-in one' });
    Object.assign(host.env, {
      JUPYTER_PATH: ['', join(folder, 'named')].join(delimiter),
      VIRTUAL_ENV: join(folder, 'venv'),
    });
    const specs = await listKernelSpecs(host);
    const own = specs.filter((spec) => spec.resourceFolder === undefined || spec.resourceFolder.startsWith(folder));
    expect(own.map(({ name, displayName, language }) => [name, displayName, language])).toEqual([
      ['octavo', 'TypeScript (Octavo)', 'typescript'],
      ['deno', 'named', 'typescript'],
      ['python3', 'Python 3', 'python'],
      ['tslab', 'Python 3', 'python'],
    ]);
    expect(specs.find(({ name }) => name === 'python3')).toMatchObject({ interruptMode: 'message', env: { A: '1' } });
  });

  test('leaves out what cannot be used, with a note', async () => {
    place('user', 'broken', '{');
    place('user', 'empty', {});
    place('user', 'odd name', python);
    const { specs, notes } = await readInstalledKernels(host);
    expect(specs.some(({ name }) => ['broken', 'empty', 'odd name'].includes(name))).toBe(false);
    expect(notes).toEqual([expect.stringMatching(/broken.*not JSON/), expect.stringMatching(/empty.*argv/)]);
  });

  test('takes a bare python as the one beside the spec', async () => {
    place('venv/share/jupyter', 'python3', python);
    mkdirSync(join(folder, 'venv/bin'));
    writeFileSync(join(folder, 'venv/bin/python'), '');
    host.env.VIRTUAL_ENV = join(folder, 'venv');
    expect((await findKernelSpec('python3', host)).argv[0]).toBe(join(folder, 'venv/bin/python'));
  });
});

describe('findKernelSpec()', () => {
  test('takes a name in any case, or the path of a folder or of its kernel.json', async () => {
    const deno = place('user', 'deno', python);
    for (const wish of ['DENO', deno, join(deno, 'kernel.json'), './user/kernels/deno']) {
      expect((await findKernelSpec(wish, host)).resourceFolder).toBe(deno);
    }
  });

  test('lists the kernels that are there for a name that is none', async () => {
    place('user', 'python3', python);
    await expect(findKernelSpec('pyton3', host)).rejects.toMatchObject({
      code: 'kernel-unknown',
      message: expect.stringMatching(/"pyton3"; there are: octavo, .*python3/),
      hint: 'did you mean "python3"?',
    });
    await expect(findKernelSpec('./nowhere', host)).rejects.toMatchObject({ code: 'kernel-spec-invalid' });
  });
});

describe('installKernelSpec()', () => {
  test('makes octavo and tslab of a project, without an absolute path', async () => {
    const installed = await installKernelSpec({ scope: 'project' }, host);
    expect(installed.map(({ name }) => name)).toEqual(['octavo', 'tslab']);
    for (const spec of installed) {
      expect(dirname(spec.folder)).toBe(join(folder, '.octavo/jupyter/kernels'));
      const text = readFileSync(join(spec.folder, 'kernel.json'), 'utf8');
      expect(JSON.parse(text)).toMatchObject({ display_name: 'TypeScript (Octavo)', language: 'typescript' });
      expect(text).toContain('{resource_dir}/launch.mjs');
      expect(text).not.toMatch(/"\//);
    }
    expect(await installKernelSpec({ scope: 'project' }, host), 'again, over its own').toEqual(installed);
    expect((await findKernelSpec('tslab', host)).metadata).toMatchObject({ octavo: true });
  });

  test('makes octavo alone of a user, and leaves a stock tslab be without --force', async () => {
    const stock = place('user', 'tslab', python);
    expect((await installKernelSpec({ scope: 'user' }, host)).map(({ name }) => name)).toEqual(['octavo']);
    expect(JSON.parse(readFileSync(join(stock, 'kernel.json'), 'utf8'))).toEqual(python);
    await installKernelSpec({ scope: 'user', force: true }, host);
    expect((await findKernelSpec('tslab', host)).displayName).toBe('TypeScript (Octavo)');
  });

  test("writes nothing when one name is another maker's", async () => {
    const stock = place('.octavo/jupyter', 'tslab', python);
    await expect(installKernelSpec({ scope: 'project' }, host)).rejects.toMatchObject({ code: 'kernel-exists' });
    expect(JSON.parse(readFileSync(join(stock, 'kernel.json'), 'utf8'))).toEqual(python);
    expect(
      (await readInstalledKernels(host)).specs.filter(({ resourceFolder }) => resourceFolder).map(({ name }) => name),
    ).toContain('tslab');
    expect(await host.files.kind(join(folder, '.octavo/jupyter/kernels/octavo'))).toBeUndefined();
  });
});

test('nearestOctavo() finds the Octavo that a project is, or has installed in it or above it', () => {
  const within = join(folder, 'node_modules/octavo/bin');
  const below = join(folder, 'notebooks/deep');
  mkdirSync(below, { recursive: true });
  expect(nearestOctavo(below)).toBeUndefined();
  mkdirSync(within, { recursive: true });
  writeFileSync(join(within, 'kernel.js'), '');
  writeFileSync(join(within, '../package.json'), '{"name": "another"}');
  expect(nearestOctavo(below)).toBeUndefined();
  writeFileSync(join(within, '../package.json'), '{"name": "octavo"}');
  expect(nearestOctavo(below)).toBe(dirname(within));
  expect(nearestOctavo(import.meta.dirname)).toBe(join(import.meta.dirname, '../..'));
});
