import { afterEach, expect, test } from 'vitest';
import { type Cell, codeCell } from '../../lib/notebook/index.ts';
import { type Workplace, workplace } from './run-workplace.ts';

let place: Workplace | undefined;

afterEach(() => place?.remove());

test.each([
  ['SIGINT', 130, 'interrupted'],
  ['SIGTERM', 143, 'terminated'],
] as const)(
  '%s on a workflow notebook also ends the step that it runs, in notebook and store',
  async (signal, code, status) => {
    place = workplace();
    const step: Cell[] = [codeCell("console.error('step');\nawait new Promise((done) => setTimeout(done, 60_000))")];
    place.write('step.ipynb', step);
    place.write('workflow.ipynb', [
      codeCell("import { runNotebook } from 'octavo/run';\nimport { recorder } from 'octavo/track';"),
      codeCell(`const step = await runNotebook('step.ipynb', {
  output: 'step-out.ipynb',
  observers: [recorder()],
  onOutput: ({ type }) => type === 'stream' && process.stderr.write('the step runs'),
});`),
    ]);
    const run = place.start(['run', 'workflow.ipynb', 'out.ipynb', '--log-output'], { OCTAVO_TRACK: 'local' });
    await run.saw('the step runs');
    run.child.kill(signal);
    expect((await run.finished).code).toBe(code);
    expect(place.read('out.ipynb').metadata.octavo).toMatchObject({ status });
    expect(place.read('step-out.ipynb').metadata.octavo).toMatchObject({ status: 'interrupted' });
    const { stdout } = await place.octavo(['runs', 'list', '--json'], { OCTAVO_TRACK: 'local' });
    const endings = JSON.parse(stdout).map((run: { ending: string }) => run.ending);
    expect(endings.sort()).toEqual(['interrupted', status].sort());
  },
);
