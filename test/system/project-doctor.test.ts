import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeHost } from '../../lib/host/index.ts';
import { createProject, examineProject, publishManifest } from '../../lib/project/index.ts';

const scratch = mkdtempSync(join(tmpdir(), 'octavo-doctor-'));
const sound = join(scratch, 'sound');

beforeAll(async () => {
  await createProject('sound', {}, { ...nodeHost, cwd: () => scratch });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const codes = async (root: string) => (await examineProject(root)).findings.map(({ code }) => code);

test('a project that was just made is sound, but for what needs a network or Python', async () => {
  const { findings, broken } = await examineProject(join(sound, 'lib'));
  expect(broken).toBe(0);
  const known = ['lock-missing', 'lab-not-installed', 'python-missing', 'git-missing'];
  expect(findings.filter(({ code }) => !known.includes(code))).toEqual([]);
});

test('every command mends the finding that it is printed with', async () => {
  const root = await broken('ill');
  const { findings, broken: count } = await examineProject(root);
  const told = findings.map(({ code }) => code);
  const expected = [
    ...['not-modules', 'exports-lead-nowhere', 'library-behind', 'readme-missing', 'kernel-missing'],
    ...['made-is-tracked', 'gitignore-lacks', 'hooks-damaged'],
  ];
  expect(told).toEqual(expect.arrayContaining(expected));
  expect(count).toBe(2);
  for (const { code, command } of findings) if (expected.includes(code)) type(command as string, root);
  expect((await codes(root)).filter((code) => expected.includes(code))).toEqual([]);
  expect(readFileSync(join(root, '.gitignore'), 'utf8')).toBe('mine\nnode_modules/\ndist/\n.octavo/\nlocal_data/\n');
});

test('what a project lacks altogether', async () => {
  const root = join(scratch, 'bare');
  mkdirSync(join(root, 'lib'), { recursive: true });
  writeFileSync(join(root, 'lib', 'index.ts'), 'export {};\n');
  writeFileSync(join(root, 'lib', 'one.ts'), 'export const one = 1;\n');
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }\n');
  const expected = ['name-missing', 'exports-missing', 'notebooks-missing', 'repository-missing'];
  const { findings } = await examineProject(root);
  expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(expected));
  for (const { code, command } of findings) if (expected.includes(code)) type(command as string, root);
  expect((await codes(root)).filter((code) => expected.includes(code) || code.startsWith('exports'))).toEqual([]);
});

test('a usual door that leads nowhere is led to the library, not taken away', async () => {
  const root = join(scratch, 'astray');
  mkdirSync(join(root, 'lib'), { recursive: true });
  writeFileSync(join(root, 'lib', 'index.ts'), 'export {};\n');
  const exports = { '.': './lib/index.ts', './*': './lob/*.ts' };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'astray', type: 'module', exports }));
  const { findings } = await examineProject(root);
  type(findings.find(({ code }) => code === 'exports-lead-nowhere')?.command as string, root);
  const read = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(read.exports).toEqual({ '.': './lib/index.ts', './*': './lib/*.ts' });
});

test('a folder of modules gets the door that it needs to be imported', async () => {
  const root = join(scratch, 'folders');
  mkdirSync(join(root, 'lib', 'price', 'low'), { recursive: true });
  for (const folder of ['', 'price', 'price/low']) {
    writeFileSync(join(root, 'lib', folder, 'index.ts'), "export const place = 'here';\n");
  }
  const exports = { '.': './lib/index.ts', './*': './lib/*.ts' };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'folders', type: 'module', exports }));
  const { findings } = await examineProject(root);
  const lacking = findings.filter(({ code }) => code === 'exports-lack-folder');
  expect(lacking.map(({ sentence }) => sentence).toSorted()).toEqual([
    'nobody can import lib/price/index.ts: package.json has no door "./price"',
    'nobody can import lib/price/low/index.ts: package.json has no door "./price/low"',
  ]);
  for (const { command } of lacking) type(command as string, root);
  expect((await codes(root)).filter((code) => code.startsWith('exports'))).toEqual([]);
  const program = "const { place } = await import('folders/price/low'); process.stdout.write(place);";
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root, encoding: 'utf8' })).toBe(
    'here',
  );
});

test('a lock file that is missing, or behind, or leads elsewhere', async () => {
  const root = join(scratch, 'locked');
  mkdirSync(join(root, 'greet'), { recursive: true });
  const write = (path: string, value: object) => writeFileSync(join(root, path), `${JSON.stringify(value)}\n`);
  write('greet/package.json', { name: 'greet', version: '1.0.0' });
  write('package.json', { name: 'locked', type: 'module', dependencies: { greet: 'file:greet' } });
  const lockCodes = async () => (await codes(root)).filter((code) => /^(lock|packages)-/.test(code));
  const mend = async () => {
    for (const { code, command } of (await examineProject(root)).findings) {
      if (/^(lock|packages)-/.test(code)) type(command as string, root);
    }
  };
  expect(await lockCodes()).toEqual(['packages-missing', 'lock-missing']);
  await mend();
  expect(await lockCodes()).toEqual([]);
  write('package.json', { name: 'locked', type: 'module', dependencies: {} });
  expect(await lockCodes()).toEqual(['lock-behind']);
  await mend();
  expect(await lockCodes()).toEqual([]);
  const packages = { '': { name: 'locked' }, 'node_modules/octavo': { link: true, resolved: '../../octavo' } };
  write('package-lock.json', { lockfileVersion: 3, packages });
  expect(await lockCodes()).toEqual(['lock-links']);
  await mend();
  expect(await lockCodes()).toEqual([]);
  write('package-lock.json', { lockfileVersion: 1 });
  expect(await lockCodes()).toEqual(['lock-unreadable']);
  await mend();
  expect(await lockCodes()).toEqual([]);
});

test('a packing that was killed, another Octavo, and a peer of another version', async () => {
  const root = join(scratch, 'packed');
  await createProject('packed', { git: false }, { ...nodeHost, cwd: () => scratch });
  await publishManifest(root);
  const [swapped] = (await examineProject(root)).findings.filter(({ code }) => code === 'manifest-swapped');
  type(swapped?.command as string, root);
  expect(await codes(root)).not.toContain('manifest-swapped');
  for (const [name, version] of [
    ['octavo', '9.9.9'],
    ['@tensorflow/tfjs', '1.0.0'],
  ] as const) {
    const folder = join(root, 'node_modules', name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version }));
  }
  const { findings } = await examineProject(root);
  const told = new Map(findings.map((finding) => [finding.code, finding]));
  expect(told.get('octavo-other')?.sentence).toContain('9.9.9');
  expect(told.get('octavo-version')?.command).toBe('npm install');
  expect(told.get('peer-version')?.command).toMatch(/^npm install --save-dev --save-exact @tensorflow\/tfjs@4\./);
});

test('a notebook that cannot be exported is named, with what to do', async () => {
  const root = join(scratch, 'unsound');
  await createProject('unsound', { git: false, packages: 'none' }, { ...nodeHost, cwd: () => scratch });
  const notebook = join(root, 'notebooks', '01_summary.ipynb');
  writeFileSync(notebook, readFileSync(notebook, 'utf8').replace('function summarise(', 'function summarise((('));
  const [problem] = (await examineProject(root)).findings.filter(({ code }) => code === 'library-problem');
  expect(problem).toMatchObject({ level: 'broken', check: 'library' });
  expect(problem?.sentence).toContain('notebooks/01_summary.ipynb');
});

test('a module edited by hand: octavo update mends it, and where both sides differ the choice is told', async () => {
  const root = join(scratch, 'edited');
  await createProject('edited', { git: false }, { ...nodeHost, cwd: () => scratch });
  const [notebook, module] = [join(root, 'notebooks', '01_summary.ipynb'), join(root, 'lib', 'summary.ts')];
  const edit = (file: string, from: string, to: string) => {
    expect(readFileSync(file, 'utf8')).toContain(from);
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };
  const broken = async () => (await examineProject(root)).findings.filter(({ level }) => level === 'broken');
  edit(module, 'length === 0', 'length < 1');
  const [edited] = await broken();
  expect(edited?.code).toBe('library-edited');
  type(edited?.command as string, root);
  expect(await broken()).toEqual([]);
  expect(readFileSync(notebook, 'utf8')).toContain('length < 1');
  edit(module, 'length < 1', 'length < 0.5');
  edit(notebook, 'length < 1', 'length <= 0');
  const conflicts = await broken();
  expect(conflicts).toMatchObject([
    { code: 'library-conflict', hint: expect.stringContaining('octavo update --keep') },
  ]);
  expect(conflicts[0]?.command).toBeUndefined();
});

/** A project with as much wrong as fits into one. */
async function broken(name: string): Promise<string> {
  const root = join(scratch, name);
  await createProject(name, {}, { ...nodeHost, cwd: () => scratch });
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  manifest.exports['./it is gone'] = "./lib/it's gone.ts";
  manifest.octavo.readme = 'notebooks/gone.ipynb';
  delete manifest.type;
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(root, '.gitignore'), 'mine'); // without a line end
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist', 'made.js'), '');
  type('git add dist && git config --remove-section filter.octavo', root);
  rmSync(join(root, '.octavo'), { recursive: true });
  rmSync(join(root, 'lib', 'index.ts'));
  rmSync(join(root, 'lib', 'summary.ts'));
  return root;
}

/** Types a command in a shell, as a person would. */
function type(command: string, cwd: string): void {
  const env = { ...process.env, npm_config_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' };
  const { status, stdout, stderr } = spawnSync(command, { cwd, env, shell: true, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} exited with ${status}\n${stdout}\n${stderr}`);
}
