/** The thread that runs cells in the process of the program itself. `thread-evaluator.ts` starts it. */
import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { ThreadEnvironment } from './thread-parts.ts';

enableCompileCache(); // before anything else is loaded: halves the time until the first cell can run
const told = new Promise<ThreadEnvironment>((resolve) => parentPort?.once('message', resolve));
void Promise.all([import('../evaluator/serve.ts'), import('./thread-link.ts'), told]).then(
  ([{ serve }, { threadLink }, env]) => {
    setEnvironment(env);
    serve(threadLink());
  },
);

/** Makes the thread's own copy of the environment what a kernel's would be. */
function setEnvironment(env: ThreadEnvironment): void {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && process.env[name] !== value) process.env[name] = value;
  }
}
