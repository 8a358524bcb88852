import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import { type RunOptions, runNotebook } from '../../lib/run/index.ts';
import { descendants, ended, workplace } from './run-workplace.ts';

// A kernel that answers with the wrong ids, twice, not at all, or in garbage: what is not for the cell is passed over, and a
// cell whose reply can no longer come fails, without anybody's time-out.

const place = workplace();
const spec = join(place.folder, 'odd');
const program = join(import.meta.dirname, 'kernel/misbehaving-kernel.ts');
beforeAll(() => {
  mkdirSync(spec);
  const argv = [process.execPath, program, '{connection_file}'];
  writeFileSync(join(spec, 'kernel.json'), JSON.stringify({ argv, display_name: 'odd', language: 'odd' }));
});
afterAll(async () => {
  await ended(descendants(process.pid).flatMap(({ pid, command }) => (command.includes(program) ? [pid] : [])));
  place.remove();
});

async function run(sources: string[], options: RunOptions = {}) {
  const warnings: string[] = [];
  const name = `${sources[0]}.ipynb`;
  place.write(
    name,
    sources.map((source) => codeCell(source)),
  );
  const result = await runNotebook(join(place.folder, name), {
    kernel: spec,
    output: null,
    warn: (message) => warnings.push(message),
    ...options,
  });
  return { ...result, warnings, statuses: result.cells.map(({ status }) => status) };
}

// Each waits for some seconds: together they take no longer than the longest.
describe.concurrent('a kernel that answers wrongly', () => {
  test('strays, second replies and garbage are passed over, and a missing idle is a warning', async () => {
    const sources = ['stray reply first', 'two replies', 'garbage', 'no idle', 'two replies'];
    const { status, error, outputs, cells, warnings } = await run(sources);
    expect([status, error]).toEqual(['completed', undefined]);
    const printed = outputs.filter(({ index }) => index === 1).map(({ output }) => output);
    expect(printed).toEqual([{ output_type: 'stream', name: 'stdout', text: 'mine' }]);
    expect(warnings).toEqual([
      `the kernel never said that it was done with cell ${cells[3]?.id}: outputs may be missing`,
    ]);
  });

  test.each([
    ['wrong ids', 'has replied to a request that was not made (id nobody-asked-this)'],
    ['no reply', 'says that it is done with the cell, and has not replied'],
    ['forged reply', 'has sent a message that is wrongly signed'],
  ])('a kernel that gives %s fails the cell', async (source, reason) => {
    const { status, exitCode, error, statuses, notebook } = await run([source, 'two replies']);
    expect([status, exitCode, statuses]).toEqual(['failed', 1, ['failed', 'pending']]);
    expect(error).toMatchObject({ ename: 'KernelProtocolError' });
    expect(error?.evalue).toBe(`Kernel "odd" ${reason}: the reply to the cell will not come`);
    expect(notebook.metadata.octavo).toMatchObject({ status: 'failed' });
  });

  test('a kernel that then says nothing more is named, and waited for until the time is over', async () => {
    const stop = new AbortController();
    const warnings: string[] = [];
    const { status, statuses } = await run(['wrong ids, then deaf'], {
      signal: stop.signal,
      warn: (message) => {
        warnings.push(message);
        stop.abort(new DOMException('enough', 'TimeoutError'));
      },
    });
    expect(warnings).toEqual([
      'kernel "odd" has replied to a request that was not made (id nobody-asked-this); it is waited for',
    ]);
    expect([status, statuses]).toEqual(['timed-out', ['failed']]);
  });
});
