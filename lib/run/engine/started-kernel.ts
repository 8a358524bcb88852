import type { Host } from '../../host/index.ts';
import { sessionEnvironment } from '../../kernel/client/session-environment.ts';
import { keptEvaluators, startEvaluator } from '../../kernel/front/evaluator-process.ts';
import { type KernelSpec, openKernel, type Session } from '../../kernel/index.ts';
import { startLocalSession } from '../../kernel/local/start-local.ts';
import { isPythonKernel } from '../../kernel/spec/kernel-spec.ts';
import { isOwnKernel } from '../../kernel/spec/octavo-spec.ts';

/** What a kernel is opened with. */
export type KernelOptions = Parameters<typeof openKernel>[1];

/** A kernel that was started before anybody knew for which run. */
export interface StartedKernel {
  fits: (spec: KernelSpec, options: KernelOptions) => boolean;
  hasEnded: () => boolean;
  open: (options: KernelOptions, host: Host) => Promise<Session>; // it takes on the folder and the environment
  stop: () => Promise<void>;
}

// What a process reads when it starts, and would not notice later.
const readAtStart = /^(?:NODE_|PYTHON|LD_|DYLD_|LC_|LANG|TZ$|OCTAVO_TYPES|JUPYTER_|IPYTHON)/;

/** Whether kernels of a kind can take on their surroundings later: Octavo's own, and ipykernel. */
export function canStartAhead(spec: KernelSpec, options: KernelOptions): boolean {
  return options.signal?.aborted !== true && (isOwnKernel(spec) || isPythonKernel(spec));
}

/** Starts a kernel like the one that was asked for. */
export function startAhead(spec: KernelSpec, like: KernelOptions, host: Host): StartedKernel {
  const kernel = isOwnKernel(spec) ? startOwn(spec, like, host) : startPython(spec, like, host);
  return {
    ...kernel,
    fits: (other, options) =>
      other.argv.join('\0') === spec.argv.join('\0') &&
      changesOf(like.env, options.env).every(([name]) => !readAtStart.test(name)),
  };
}

type Kernel = Omit<StartedKernel, 'fits'>;
type Environment = Record<string, string | undefined> | undefined;

/** The variables in which two environments differ, with the value that they have in the second. */
function changesOf(from: Environment = {}, to: Environment = {}): [name: string, value: string | null][] {
  const names = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...names].filter((name) => from[name] !== to[name]).map((name) => [name, to[name] ?? null]);
}

/** The process that runs the cells; the front is made when it is taken. */
function startOwn(spec: KernelSpec, like: KernelOptions, host: Host): Kernel {
  const started = { ...host.env, ...spec.env, ...like.env };
  const surroundings = { cwd: like.cwd, env: started };
  const evaluator = keptEvaluators.take(surroundings) ?? startEvaluator(surroundings);
  let ended = false;
  void evaluator.ended.then(() => {
    ended = true;
  });
  return {
    hasEnded: () => ended,
    open: (options, openHost) => {
      const take = ({ cwd, env }: { cwd: string; env: Environment }) => {
        evaluator.send({ type: 'surroundings', cwd, env: Object.fromEntries(changesOf(started, env)) });
        return evaluator;
      };
      return startLocalSession(spec, { ...options, startEvaluator: take }, openHost);
    },
    stop: () => evaluator.end(0),
  };
}

/** Python's kernel, which is told by a silent cell: it counts for nothing. */
function startPython(spec: KernelSpec, like: KernelOptions, host: Host): Kernel {
  const over = new AbortController(); // gives up the start; the signal of another run must not
  const opening = openKernel(spec, { ...like, signal: over.signal }, host);
  let ended = false;
  const noteEnd = () => {
    ended = true;
  };
  opening.then((session) => session.died.then(noteEnd), noteEnd);
  return {
    hasEnded: () => ended,
    open: async (options) => {
      const session = await opening;
      const before = { ...host.env, ...sessionEnvironment(like) };
      const now = { ...host.env, ...sessionEnvironment(options) };
      const changes = { cwd: options.cwd, env: Object.fromEntries(changesOf(before, now)) };
      await session.execute(pythonSurroundings(changes), { silent: true, storeHistory: false });
      return session;
    },
    stop: async () => {
      over.abort();
      await opening.then(
        (session) => session.stop(),
        () => undefined,
      );
    },
  };
}

/** A cell that leaves no name behind. */
function pythonSurroundings(changes: { cwd: string; env: Record<string, string | null> }): string {
  const text = JSON.stringify(JSON.stringify(changes));
  return [
    'def _octavo_surroundings():',
    '    import json, os',
    `    changes = json.loads(${text})`,
    "    for name, value in changes['env'].items():",
    '        os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)',
    "    os.chdir(changes['cwd'])",
    '_octavo_surroundings()',
    'del _octavo_surroundings',
  ].join('\n');
}
