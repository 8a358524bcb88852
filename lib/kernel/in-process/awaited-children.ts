import type { SpawnSyncReturns } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

type Any = (...given: unknown[]) => unknown;
type Options = Record<string, unknown>;
type Ended = SpawnSyncReturns<Uint8Array | string>;

/**
 * Gives what a child process that is waited for in place writes into an inherited stdout or stderr to the cell: the
 * streams that it would inherit are those of the program. It has no stdin.
 */
export function takeAwaitedOutput(): void {
  const functions = process.getBuiltinModule('node:child_process') as unknown as Record<string, Any>; // nothing is started here
  for (const name of ['spawnSync', 'execFileSync', 'execSync'] as const) {
    const original = functions[name] as Any;
    functions[name] = (...given) => {
      const at = given.findIndex(
        (one, index) => index > 0 && typeof one === 'object' && !Array.isArray(one) && one !== null,
      );
      const { stdio } = (given[at] ?? {}) as Options;
      const entries: unknown[] = Array.isArray(stdio) ? [...stdio] : [stdio, stdio, stdio];
      const inherited = [1, 2].filter((fd) => isInherited(entries[fd], fd));
      if (isInherited(entries[0], 0)) entries[0] = 'ignore';
      else if (inherited.length === 0) return original(...given);
      for (const fd of inherited) entries[fd] = 'pipe';
      given[at] = { ...(given[at] as Options), stdio: entries };
      try {
        const result = original(...given);
        if (name === 'spawnSync') tell(result as Ended, inherited);
        else if (inherited.includes(1)) process.stdout.write(result as string);
        return name !== 'spawnSync' && inherited.includes(1) ? null : result;
      } catch (error) {
        tell(error as Ended, inherited);
        throw error;
      }
    };
  }
  syncBuiltinESMExports();
}

/** Writes what the pipes brought; for the cell's code the child had none. */
function tell(ended: Ended, inherited: number[]): void {
  for (const fd of inherited) {
    const text = ended.output?.[fd];
    if (text) process[fd === 1 ? 'stdout' : 'stderr'].write(text);
    if (ended.output) ended.output[fd] = null;
    Object.assign(ended, { [fd === 1 ? 'stdout' : 'stderr']: null });
  }
}

function isInherited(entry: unknown, fd: number): boolean {
  const given = typeof entry === 'object' && entry !== null ? (entry as { fd?: unknown }).fd : entry;
  return given === 'inherit' || given === fd;
}
