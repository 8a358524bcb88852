import { createWriteStream } from 'node:fs';
import { readLines } from '../../../lib/kernel/evaluator/lines.ts';
import type { EvaluatorCommand, UrgentCommand } from '../../../lib/kernel/evaluator/protocol.ts';
import { startEvaluatorThread } from '../../../lib/kernel/in-process/thread-evaluator.ts';

// An evaluator in a thread, behind the pipes of one that is a process: what is tested of the one is tested of the other.

const evaluator = startEvaluatorThread({ cwd: process.cwd(), env: process.env });
const events = createWriteStream('', { fd: 3 });
evaluator.events.pipe(events);
evaluator.rawOutput.stdout.pipe(process.stdout);
evaluator.rawOutput.stderr.pipe(process.stderr);
readLines(
  4,
  (line) => {
    const command = JSON.parse(line) as EvaluatorCommand;
    if (command.type === 'shutdown') void evaluator.end(1000);
    else evaluator.send(command);
  },
  () => evaluator.kill(),
);
readLines(
  5,
  (line) => {
    const command = JSON.parse(line) as UrgentCommand;
    if (command.type === 'interrupt') evaluator.interrupt(command.request);
    else evaluator.answer(command.question, command.value);
  },
  () => process.exit(1),
);
void evaluator.ended.then(({ code }) => events.end(() => process.exit(code)));
