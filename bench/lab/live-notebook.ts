/**
 * The cells of a notebook that logs metrics whose values are the wall times at which they were logged. It waits for the file
 * `go` and writes what it logged to `logged.json`. First `loneCount` points with pauses between them, so that none meets
 * another: every second one is written at once, the others lie in the buffer of `octavo/track` until it writes. Then a
 * stream of points, as a quick training loop logs them.
 */
export function liveNotebook({ loneCount, streamCount }: { loneCount: number; streamCount: number }): string[] {
  return [
    `import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from 'octavo/track';
const logged = [];
let lastMs = 0;
function now() {
  lastMs = Math.max(Date.now(), lastMs + 1); // no two points have the same value
  return lastMs;
}
function note(kind) {
  const atMs = now();
  log.metric('clock', atMs);
  logged.push({ atMs, kind });
}`,
    "log.metric('clock', now());\nlog.flush();\nwhile (!existsSync('go')) await sleep(50);",
    `for (let index = 0; index < ${loneCount}; index++) {
  await sleep(700 + Math.random() * 300); // chance, so as not to fall into step with a timer of the page
  note(index % 2 === 0 ? 'buffered' : 'written at once');
  if (index % 2 === 1) log.flush();
}
await sleep(1000);`,
    `for (let index = 0; index < ${streamCount}; index++) {
  note('stream');
  await sleep(40 + Math.random() * 20);
}`,
    "writeFileSync('logged.json', JSON.stringify(logged));\nwhile (existsSync('go')) await sleep(50);",
  ];
}
