/** The process that runs cells. The front starts it; `protocol.ts` says how the two talk. */
import { enableCompileCache } from 'node:module';

enableCompileCache(); // before anything else is loaded: halves the time until the first cell can run
void Promise.all([import('./serve.ts'), import('./process-link.ts')]).then(([{ serve }, { processLink }]) =>
  serve(processLink),
);
