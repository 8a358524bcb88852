import { readFileSync } from 'node:fs';
import { parseConnection } from '../wire/connection.ts';
import { startEvaluator } from './evaluator-process.ts';
import { serveFront } from './front.ts';
import { watchParent } from './parent-watch.ts';

const portTaken = 98; // EADDRINUSE: the client chooses other ports

const file = process.argv[2];
const connection = file === undefined ? undefined : parseConnection(readFileSync(file, 'utf8'));
if (connection) {
  const evaluator = startEvaluator();
  watchParent(() => {
    evaluator.kill();
    process.exit(1);
  });
  serveFront(connection, evaluator).catch((error) => {
    evaluator.kill();
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit((error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? portTaken : 1);
  });
} else {
  process.stderr.write('usage: front CONNECTION_FILE (the file that a Jupyter client writes for its kernel)\n');
  process.exit(2);
}
