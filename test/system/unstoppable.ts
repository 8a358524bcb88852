import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Source of a cell that waits in native code, which nothing but the end of its process stops; for a folder with `makeSilentPipe`. */
export const nativeWait =
  "const { openSync, readSync } = await import('node:fs');\nreadSync(openSync('silent', 'r+'), Buffer.alloc(1));";

/** Puts a pipe into a folder that nobody ever writes to. */
export function makeSilentPipe(folder: string): void {
  execFileSync('mkfifo', [join(folder, 'silent')]);
}

/**
 * A kernel that does not stop is killed after ten seconds anyway. With this in its environment a runner waits without end,
 * so that it must be the second signal that kills.
 */
export const endlessGrace = {
  NODE_OPTIONS: `--import ${JSON.stringify(
    `data:text/javascript,${encodeURIComponent(
      [
        "import timers from 'node:timers/promises';",
        "import { syncBuiltinESMExports } from 'node:module';",
        'const { setTimeout: sleep } = timers;',
        'timers.setTimeout = (ms, ...more) => (ms >= 5000 ? new Promise(() => undefined) : sleep(ms, ...more));',
        'syncBuiltinESMExports();',
      ].join('\n'),
    )}`,
  )}`,
};
