import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import type { Ending } from '../../lib/run/index.ts';
import { checkEnded, markedEnvironment, printed } from './ended-run.ts';
import { descendants, workplace } from './run-workplace.ts';
import { endlessGrace, makeSilentPipe, nativeWait } from './unstoppable.ts';

// What others do to a run, really done: signals to the command, and kills of the processes below it.

const place = workplace();
afterAll(place.remove);
const first = codeCell("console.log('before');");
const loop = [first, codeCell("console.log('begun');\nwhile (true) {}"), codeCell('1')];
makeSilentPipe(place.folder);
const deaf = [first, codeCell(`console.log('begun');\n${nativeWait}`), codeCell('1')];
const quiet = [
  first,
  codeCell("console.log('begun');\nawait new Promise(() => setInterval(() => undefined, 1000));"),
  codeCell('1'),
];

const words = (cells: { metadata: JsonObject }[]) =>
  cells.map(({ metadata }) => (metadata.papermill as JsonObject).status);

describe.concurrent('a run that others end', () => {
  test.for<[string, NodeJS.Signals[], Ending, number, typeof loop]>([
    ['SIGINT', ['SIGINT'], 'interrupted', 130, loop],
    ['SIGINT while it waits', ['SIGINT'], 'interrupted', 130, quiet],
    ['SIGINT twice', ['SIGINT', 'SIGINT'], 'interrupted', 130, deaf],
    ['SIGTERM', ['SIGTERM'], 'terminated', 143, loop],
    ['SIGTERM twice', ['SIGTERM', 'SIGTERM'], 'terminated', 143, deaf],
    ['SIGHUP', ['SIGHUP'], 'terminated', 143, loop],
  ])('%s', async ([name, signals, word, exitCode, cells], { onTestFinished }) => {
    const [input, output] = [`in ${name}.ipynb`, `out ${name}.ipynb`];
    place.write(input, cells);
    const { env, mark } = markedEnvironment();
    const isDeaf = cells === deaf;
    const run = place.start(
      ['run', input, output, '--json', '--log-output'],
      isDeaf ? { ...env, ...endlessGrace } : env,
    );
    onTestFinished(() => void run.child.kill('SIGKILL'));
    await run.saw('begun');
    for (const [at, signal] of signals.entries()) {
      run.child.kill(signal);
      if (at < signals.length - 1) await run.saw('once more kills');
    }
    const { code, stdout, stderr } = await run.finished;
    expect([code, JSON.parse(stdout).status], stderr).toEqual([exitCode, word]);
    const ended = await checkEnded({ folder: place.folder, output, mark, word, exitCode, isTracked: true });
    expect(words(ended)).toEqual(['completed', 'failed', 'pending']);
    expect(ended.map(printed)).toEqual(['before\n', 'begun\n', '']);
    expect(place.read(output).cells).toHaveLength(3); // nothing went wrong in a cell: there are no markers
  });

  const front = join(import.meta.dirname, '../../lib/kernel/front/main.ts');
  test.each([
    ['evaluator', /evaluator\/main/, []],
    ['front', /front\/main/, ['-k', './wired']], // of a kernel that is spoken with through sockets
  ] as const)('kill -9 of the %s', async (name, isIt, kernel) => {
    const [input, output] = [`in ${name}.ipynb`, `out ${name}.ipynb`];
    place.write(input, loop);
    place.writeKernel('wired', [process.execPath, '--no-warnings', front, '{connection_file}']);
    const { env, mark } = markedEnvironment();
    const run = place.start(['run', input, output, '--json', '--log-output', ...kernel], env);
    await run.saw('begun');
    const below = descendants(run.child.pid as number);
    process.kill(below.find(({ command }) => isIt.test(command))?.pid as number, 'SIGKILL');
    const { code, stdout, stderr } = await run.finished;
    expect([code, JSON.parse(stdout).status], stderr).toEqual([138, 'kernel-died']);
    const end = { folder: place.folder, output, mark, word: 'kernel-died', exitCode: 138, isTracked: true } as const;
    expect((await checkEnded(end)).map(printed)).toEqual(['before\n', 'begun\n', '']);
  });

  test('kill -9 of the language server, which ends nothing', async () => {
    const waiting = codeCell(
      "import { existsSync } from 'node:fs';\nconsole.log('begun');\nwhile (!existsSync('go')) {}",
    );
    place.write('in.ipynb', [first, waiting, codeCell("console.log('after');")]);
    const { env, mark } = markedEnvironment();
    const run = place.start(['run', 'in.ipynb', 'out.ipynb', '--json', '--log-output'], env);
    await run.saw('begun');
    for (const { pid, command } of descendants(run.child.pid as number))
      if (/--lsp/.test(command)) process.kill(pid, 'SIGKILL');
    place.write('go', '');
    const { code, stderr } = await run.finished;
    expect(code, stderr).toBe(0);
    const end = {
      folder: place.folder,
      output: 'out.ipynb',
      mark,
      word: 'completed',
      exitCode: 0,
      isTracked: true,
    } as const;
    expect((await checkEnded(end)).map(printed)).toEqual(['before\n', 'begun\n', 'after\n']);
  });
});
