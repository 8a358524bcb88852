import { isMainThread } from 'node:worker_threads';

// A worker runs one notebook after the other: a process for each would take as long as a kernel. What a notebook changes
// of its process is put back when it ends.

export interface KeptState {
  restore: () => void;
  hasTimers: () => boolean; // begun since, and still to fire
}

interface Globals {
  globals: PropertyDescriptorMap;
  methods: PropertyDescriptorMap[];
}

let first: Globals | undefined;

/**
 * Remembers what notebooks can change of a process. Where only notebooks run (`alone`), the globals before the first one
 * are those before every one.
 */
export function keepProcessState(alone = false): KeptState {
  const env = { ...process.env };
  const folder = process.cwd();
  const { argv, exit, exitCode, title } = process;
  const { globals, methods } = (alone && first) || readGlobals();
  first ??= { globals, methods };
  const listeners = processEvents.map((event) => process.listeners(event as 'exit'));
  const handles = new Set(activeHandles());
  const timers = keepTimers();
  const restoreAll = () => {
    timers.clear();
    for (const handle of activeHandles()) if (!handles.has(handle)) close(handle);
    for (const key of Object.keys(process.env)) if (!(key in env)) delete process.env[key];
    for (const [key, value] of Object.entries(env)) if (process.env[key] !== value) process.env[key] = value;
    if (isMainThread && process.cwd() !== folder) process.chdir(folder);
    Object.assign(process, { argv, exit, exitCode });
    if (process.title !== title) process.title = title;
    restore(globalThis, globals);
    for (const [index, holder] of holders.entries()) restore(holder, methods[index] as PropertyDescriptorMap);
    for (const [index, event] of processEvents.entries()) {
      for (const listener of process.listeners(event as 'exit')) {
        if (!listeners[index]?.includes(listener)) process.off(event, listener);
      }
    }
  };
  return { restore: restoreAll, hasTimers: timers.areLeft };
}

function readGlobals(): Globals {
  const globals = Object.getOwnPropertyDescriptors(globalThis);
  return { globals, methods: holders.map((holder) => Object.getOwnPropertyDescriptors(holder)) };
}

const processEvents = ['exit', 'beforeExit', 'uncaughtException', 'unhandledRejection', 'SIGINT', 'SIGTERM', 'warning'];
const constructors = [Object, Array, String, Number, Boolean, RegExp, Date, Map, Set, Promise, Function, Error];
const holders: object[] = [...constructors, ...constructors.map((one) => one.prototype), Math, JSON, Reflect, console];

function restore(target: object, before: PropertyDescriptorMap): void {
  for (const key of Reflect.ownKeys(target)) {
    if (!Object.hasOwn(before, key) && !/^__vitest/i.test(String(key))) Reflect.deleteProperty(target, key);
  }
  for (const key of Reflect.ownKeys(before)) {
    const [is, was] = [Object.getOwnPropertyDescriptor(target, key), before[key as string] as PropertyDescriptor];
    const isSame = is && is.value === was.value && is.get === was.get && is.set === was.set;
    if (!isSame && !/^__vitest/i.test(String(key))) Reflect.defineProperty(target, key, was);
  }
}

/** Timers that a notebook leaves behind would fire in the next one. */
function keepTimers(): { clear: () => void; areLeft: () => boolean } {
  const begun = new Set<WeakRef<object>>();
  const names = ['setTimeout', 'setInterval', 'setImmediate'] as const;
  const { clearTimeout, clearImmediate } = globalThis;
  const originals = names.map((name) => [name, globalThis[name]] as const);
  for (const [name, original] of originals) {
    const noting = function (this: unknown, ...all: unknown[]): object {
      const timer = (original as unknown as (...all: unknown[]) => object).apply(this, all);
      begun.add(new WeakRef(timer));
      return timer;
    };
    Object.defineProperties(noting, Object.getOwnPropertyDescriptors(original));
    Object.assign(globalThis, { [name]: noting });
  }
  const areLeft = () => [...begun].some((reference) => (reference.deref() as Timer | undefined)?._destroyed === false);
  const clear = () => {
    for (const [name, original] of originals) Object.assign(globalThis, { [name]: original });
    for (const reference of begun) {
      const timer = reference.deref();
      if (timer)
        (timer.constructor.name === 'Immediate' ? clearImmediate : clearTimeout)(
          timer as NodeJS.Timeout & NodeJS.Immediate,
        );
    }
  };
  return { clear, areLeft };
}

interface Timer {
  _destroyed?: boolean; // Node's own: it has run, or was cleared
}

/** What is open and holds the process, as far as Node tells. */
function activeHandles(): object[] {
  return (process as unknown as { _getActiveHandles: () => object[] })._getActiveHandles();
}

function close(handle: object): void {
  const { kill, terminate, destroy, close } = handle as Record<string, (() => unknown) | undefined>;
  try {
    (kill ?? terminate ?? destroy ?? close)?.call(handle);
  } catch {} // it was closing already
}
