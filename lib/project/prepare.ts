import { join } from 'node:path';
import { isOctavoError, type OctavoError } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/index.ts';
import { readProject } from './manifest/read-manifest.ts';
import { octavoHome } from './octavo-home.ts';
import { readmeNotebook, writeReadme } from './readme/write-readme.ts';
import { runToEnd } from './run-to-end.ts';

export interface PrepareOptions {
  root?: string | undefined; // any folder of the project; default: where the process is
  write?: boolean | undefined; // default true; false checks: export and clean only look, and so does the README
  signal?: AbortSignal | undefined; // stops the step that runs, and what would come after it
  onStep?: ((name: string) => void) | undefined; // before each step
  say?: ((text: string) => void) | undefined; // gets what the commands print; default: stderr of this process
}

export interface PreparedStep {
  name: 'export' | 'test' | 'clean' | 'readme';
  exitCode: number; // 128 + n when a signal ended it
  durationMs: number;
}

export interface Prepared {
  root: string;
  steps: PreparedStep[]; // those that ran: the last has failed when `exitCode` is not 0
  exitCode: number; // of the step that failed, or 0
  error: OctavoError | undefined; // why the README failed; a command has told it itself
}

/**
 * Makes a project ready to be committed: exports the library, runs the notebooks as tests, cleans the notebooks and writes
 * the README, where package.json names a notebook for it. Stops at the first step that fails. Throws `project-missing`.
 *
 * The steps are commands of their own, because an export may replace the very modules that Octavo runs on.
 */
export async function prepareProject(options: PrepareOptions = {}, host: Host = nodeHost): Promise<Prepared> {
  const { project } = await readProject(options.root ?? host.cwd(), host);
  const { root } = project;
  const check = options.write === false;
  const prepared: Prepared = { root, steps: [], exitCode: 0, error: undefined };
  const commands: [PreparedStep['name'], string[]][] = [
    ['export', check ? ['export', '--check'] : ['export']],
    ['test', ['test']],
    ['clean', check ? ['clean', '--check'] : ['clean']],
  ];
  const step = async (name: PreparedStep['name'], work: () => Promise<number>) => {
    if (prepared.exitCode !== 0) return;
    options.onStep?.(name);
    const startedAt = host.clock.monotonicMs();
    prepared.exitCode = await work();
    prepared.steps.push({ name, exitCode: prepared.exitCode, durationMs: host.clock.monotonicMs() - startedAt });
  };
  const launcher = join(octavoHome(), 'bin', 'octavo.js');
  const running = { cwd: root, env: host.env, signal: options.signal, say: options.say };
  for (const [name, args] of commands) {
    await step(name, () => runToEnd(process.execPath, [launcher, ...args], running));
  }
  if ((await readmeNotebook(project, host)) === undefined) return prepared;
  await step('readme', async () => {
    try {
      const { changed } = await writeReadme(project, { write: !check }, host);
      return check && changed ? 1 : 0;
    } catch (error) {
      if (!isOctavoError(error)) throw error;
      prepared.error = error;
      return error.exitCode;
    }
  });
  return prepared;
}
