import { join, relative, sep } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { type Host, type Project, signalGroup, startProcess } from '../../host/index.ts';
import { octavoHome, packageFolder } from '../octavo-home.ts';

/** What a build needs to be set, whatever the project's own settings are. */
const buildOptions = {
  noEmit: false,
  emitDeclarationOnly: false,
  noEmitOnError: true,
  composite: false,
  incremental: false,
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: true,
  declaration: true,
  declarationMap: false, // it would lead to lib/, which the package does not hold
  sourceMap: true,
  inlineSourceMap: false,
  inlineSources: true,
  sourceRoot: '',
  mapRoot: '',
};

/** Used where a project has no tsconfig.json. */
const defaultOptions = {
  target: 'es2024',
  module: 'nodenext',
  strict: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: true,
};

/**
 * Compiles `lib/` into a folder with the TypeScript that Octavo brings, under the settings of the project's
 * tsconfig.build.json or tsconfig.json. Returns what the compiler printed when it found errors; undefined when all is well.
 */
export async function compile(
  project: Project,
  outFolder: string,
  host: Host,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { root } = project;
  const config = join(root, '.octavo', 'tsconfig.build.json');
  await host.files.writeAtomically(config, await derivedConfig(project, outFolder, host));
  const typescript = packageFolder('typescript');
  if (!typescript) {
    const hint = 'npm install --save-dev typescript';
    throw new OctavoError('project-build-failed', `Octavo in ${octavoHome()} has no TypeScript beside it`, { hint });
  }
  const compiler = join(typescript, 'bin', 'tsc');
  if (signal?.aborted) return 'stopped';
  const { child, pid, ended } = startProcess(process.execPath, [compiler, '-p', config, '--pretty', 'false'], {
    cwd: root,
    env: host.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const stop = () => pid !== undefined && signalGroup(pid, 'SIGTERM');
  signal?.addEventListener('abort', stop, { once: true });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const { code, message } = await ended;
  signal?.removeEventListener('abort', stop);
  if (signal?.aborted) return 'stopped';
  if (message !== undefined) return message;
  await closed;
  return code === 0 ? undefined : printed.trim() || `tsc ended with ${code}`;
}

async function derivedConfig({ root, lib }: Project, outFolder: string, host: Host): Promise<string> {
  const exists = async (name: string) => (await host.files.kind(join(root, name))) === 'file';
  const own = (await exists('tsconfig.build.json'))
    ? 'tsconfig.build.json'
    : (await exists('tsconfig.json'))
      ? 'tsconfig.json'
      : undefined;
  const out = relative(join(root, '.octavo'), outFolder).split(sep).join('/');
  const options = { ...buildOptions, rootDir: `../${lib}`, outDir: `./${out}` };
  const config = {
    ...(own ? { extends: `../${own}` } : {}),
    compilerOptions: { ...(own ? {} : defaultOptions), ...options },
    ...(own === 'tsconfig.build.json' ? {} : { include: [`../${lib}`] }),
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
