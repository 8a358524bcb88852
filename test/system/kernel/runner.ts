/** A process that stands for a runner: it starts Octavo's kernel, runs one cell and passes on what that prints. */
import { octavoKernelSpec, startSession } from '../../../lib/kernel/index.ts';

const session = await startSession(octavoKernelSpec(), { cwd: process.cwd() });
process.stdout.write(`front ${session.pid}\n`);
session
  .execute(process.argv[2] ?? '', {
    onMessage: ({ type, content }) => {
      if (type === 'stream') process.stdout.write(String(content.text));
    },
  })
  .then(
    (reply) => process.stdout.write(`reply ${reply.status}\n`),
    (error) => process.stdout.write(`rejected ${error.code}\n`),
  );
