import { afterAll, describe, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import { checkEnded, markedEnvironment, printed } from './ended-run.ts';
import { workplace } from './run-workplace.ts';

// Whoever reads what a run prints may go away, and the disk that takes it may be full: the run is there for its notebook.

const place = workplace();
afterAll(place.remove);

const text = Array.from({ length: 20 }, (_, at) => `line ${at}\n`).join('');
const cells = [
  codeCell(
    "for (let at = 0; at < 20; at++) {\n  console.log('line', at);\n  await new Promise((next) => setTimeout(next, 20));\n}",
  ),
  codeCell("console.log('the end');"),
];

describe.concurrent('a run goes on', () => {
  test.each<[name: string, args: string[], shell: string, code: number]>([
    ['when nobody reads its log', ['--log-output'], 'exec 2> >(head -n 1 > /dev/null)', 0],
    ['when nobody reads what its cells print', ['--stdout-file', '-'], 'exec 1> >(head -n 1 > /dev/null)', 0],
    ['when nobody reads its summary', ['--json'], 'exec 1> >(exec true)', 0],
    ['when its log finds no room', ['--log-output'], 'exec 2> /dev/full', 0],
    ['when what its cells print finds no room', ['--stdout-file', '-'], 'exec 1> /dev/full', 0],
  ])('%s', async (name, args, shell, exitCode) => {
    const [input, output] = [`in ${name}.ipynb`, `out ${name}.ipynb`];
    place.write(input, cells);
    const { env, mark } = markedEnvironment();
    const { code, stderr } = await place.start(['run', input, output, '--types', 'off', ...args], env, shell).finished;
    expect(code, stderr).toBe(exitCode);
    if (/what its cells print finds/.test(name))
      expect(stderr.match(/stdout is not complete: ENOSPC/g)).toHaveLength(1);
    const end = { folder: place.folder, output, mark, word: 'completed', exitCode, isTracked: true } as const;
    expect((await checkEnded(end)).map(printed)).toEqual([text, 'the end\n']);
  });
});

test('a command that only prints ends quietly with its reader', async () => {
  place.write('any.ipynb', cells);
  const { code, stderr } = await place.start(['inspect', 'any.ipynb', '--json'], {}, 'exec 1> >(exec true); wait $!')
    .finished;
  expect([code, stderr]).toEqual([141, '']);
});
