import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

// People who use a package: they import every door of it, each in their own way.

const root = join(import.meta.dirname, '..', '..');

/** Every door of an installed package, as it is imported; a pattern by the first module that it leads to. */
export async function doorsOf(folder: string): Promise<string[]> {
  const { name, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const doors: string[] = [];
  for (const [key, target] of Object.entries(exports as Record<string, string | { default: string }>)) {
    if (typeof target === 'string' && target.endsWith('.json')) continue; // wants `with { type: 'json' }`
    const file = typeof target === 'string' ? target : target.default;
    const [before = '', after] = file.slice('./'.length).split('*');
    if (after === undefined) doors.push(`${name}${key.slice(1)}`);
    else for (const stem of await stems(folder, before, after)) doors.push(`${name}${key.slice(1).replace('*', stem)}`);
  }
  return doors;
}

async function stems(folder: string, before: string, after: string): Promise<string[]> {
  const found: string[] = [];
  for await (const path of glob(`${before}*${after}`, { cwd: folder })) {
    found.push(path.replaceAll('\\', '/').slice(before.length, -after.length));
  }
  return found.sort().slice(0, 1);
}

export interface Outcome {
  status: number | null;
  printed: string;
}

/** Runs a program as a person would in their own shell. */
export function inFolder(cwd: string, command: string, args: string[], env: Record<string, string> = {}): Outcome {
  const added = /^(npm_|INIT_CWD$|VITEST|NODE_OPTIONS$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !added.test(name) || /^npm_config_cache$/i.test(name));
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const own = { ...Object.fromEntries(kept), PATH: folders.join(delimiter), ...env };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env: own, encoding: 'utf8' });
  if (error) throw error;
  return { status, printed: `${stdout}${stderr}` };
}

/** How a person imports doors: each way gives what it printed, `ok` and no more when all is well. */
export const consumers: Record<string, (user: string, doors: string[]) => Outcome> = {
  'plain JavaScript': (user, doors) => {
    const lines = doors.map((door, at) => `import * as door${at} from '${door}';`);
    return runJavaScript(user, 'use.mjs', [...lines, ...uses(doors)]);
  },
  'require() in a CommonJS program': (user, doors) => {
    const lines = doors.map((door, at) => `const door${at} = require('${door}');`);
    return runJavaScript(user, 'use.cjs', [...lines, ...uses(doors)]);
  },
  'TypeScript with nodenext': (user, doors) => compile(user, doors, 'nodenext'),
  'TypeScript with bundler': (user, doors) => compile(user, doors, 'bundler'),
};

function uses(doors: string[]): string[] {
  const all = doors.map((_, at) => `door${at}`).join(', ');
  return [
    `for (const [at, door] of [${all}].entries()) if (typeof door !== 'object') throw new Error(at + ' is no module');`,
    "console.log('ok');",
  ];
}

function runJavaScript(user: string, name: string, lines: string[]): Outcome {
  writeFileSync(join(user, name), `${lines.join('\n')}\n`);
  return inFolder(user, process.execPath, [name]);
}

/** `// @ts-expect-error` on each door: a door whose types are missing would be `any`, and no error there. */
function compile(user: string, doors: string[], resolution: 'nodenext' | 'bundler'): Outcome {
  const folder = join(user, resolution);
  mkdirSync(folder, { recursive: true });
  const lines = doors.flatMap((door, at) => [
    `import * as door${at} from '${door}';`,
    '// @ts-expect-error a module is no number',
    `export const number${at}: number = door${at};`,
  ]);
  writeFileSync(join(folder, 'use.ts'), `${lines.join('\n')}\n`);
  const module = resolution === 'nodenext' ? 'nodenext' : 'esnext';
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2024', '--types', 'node'];
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const program = [compiler, ...options, '--module', module, '--moduleResolution', resolution, join(folder, 'use.ts')];
  const { status, printed } = inFolder(user, process.execPath, program);
  return { status, printed: status === 0 ? `${printed}ok\n` : printed };
}

/** What the tools that look at tarballs find. */
export const inspectors: Record<string, (tarball: string) => Outcome> = {
  publint: (tarball) => inspect(['publint', 'src', 'cli.js'], ['run', tarball, '--strict']),
  'arethetypeswrong --profile esm-only': (tarball) =>
    inspect(['@arethetypeswrong', 'cli', 'dist', 'index.js'], ['--profile', 'esm-only', '--quiet', tarball]),
};

function inspect(program: string[], args: string[]): Outcome {
  return inFolder(root, process.execPath, [join(root, 'node_modules', ...program), ...args]);
}
