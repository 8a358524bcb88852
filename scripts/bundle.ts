import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { runProgram } from '../lib/host/index.ts';

// What is started by its file, from dist/. Whoever imports octavo/… gets the single modules.
const programs = ['cli/main.js', 'kernel/front/main.js'];

// Each as one file, with a copy of what it shares with others: all that an evaluator has is needed, and a run is to be quick.
const quickest = [
  'kernel/evaluator/main.js',
  'kernel/in-process/thread-main.js',
  'kernel/ahead/evaluator.js',
  'kernel/ahead/language.js',
  'kernel/ahead/thread.js',
  'kernel/ahead/python-kernel.js',
  'cli/commands/run.js',
];

/**
 * Joins the modules of Octavo's programs into few files, dist/program: to find and link some two hundred modules takes a
 * third of the time of a short command. The programs' own files then only lead there. Throws when esbuild cannot.
 */
export async function bundlePrograms(root: string): Promise<number> {
  const dist = join(root, 'dist');
  const program = join(dist, 'program');
  const copy = join(root, '.octavo', 'bundle');
  rmSync(copy, { recursive: true, force: true });
  rmSync(program, { recursive: true, force: true });
  try {
    cpSync(dist, copy, { recursive: true, filter: (path) => /\.js$/.test(path) || statSync(path).isDirectory() });
    for (const path of modulesBelow(copy)) keepPlace(path, relative(copy, path));
    for (const path of quickest) await bundle([path], copy, program, []);
    const elsewhere = quickest.map((path) => `./${flatName(path)}.js`);
    for (const path of quickest) writeFileSync(join(copy, path), `export * from './${flatName(path)}.js';\n`);
    await bundle(programs, copy, program, ['--splitting', ...elsewhere.map((file) => `--external:${file}`)]);
    // One of its own: Node reads it for each file, and the exports of Octavo's are long.
    writeFileSync(join(program, 'package.json'), '{ "type": "module" }\n');
    for (const path of [...programs, ...quickest]) {
      const up = '../'.repeat(path.split('/').length - 1);
      writeFileSync(join(dist, path), `export * from '${up}program/${flatName(path)}.js';\n`);
    }
    return readdirSync(program).length;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function bundle(paths: string[], from: string, to: string, more: string[]): Promise<void> {
  const entries = paths.map((path) => `${flatName(path)}=${join(from, path)}`);
  const options = ['--bundle', '--format=esm', '--platform=node', '--target=node24', '--log-level=warning', ...more];
  const { code, err } = await runProgram(
    createRequire(import.meta.url).resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`),
    [...entries, ...options, '--packages=external', `--outdir=${to}`, '--color=false'],
    { cwd: from },
  );
  if (code !== 0) throw new Error(`esbuild could not join the program's modules:\n${err}`);
}

/** `cli/main.js` becomes cli-main: all files of the program lie in one folder. */
function flatName(path: string): string {
  return path.replace(/\.js$/, '').replaceAll('/', '-');
}

/** A module that looks for files beside itself must look beside where it was, not beside the file that it has become part of. */
function keepPlace(path: string, place: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes('import.meta.')) return;
  const url = (of: string) => `new URL(${JSON.stringify(`../${of}`)}, import.meta.url)`;
  const kept = text.replaceAll(/import\.meta\.(?:url|filename|dirname)\b/g, (name) => {
    if (name.endsWith('url')) return `${url(place)}.href`;
    return `fileOfUrl(${url(name.endsWith('dirname') ? dirname(place) : place)})`;
  });
  const head = kept.includes('fileOfUrl(') ? "import { fileURLToPath as fileOfUrl } from 'node:url';\n" : '';
  writeFileSync(path, head + kept);
}

function modulesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name));
}
