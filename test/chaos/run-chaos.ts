import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { type Ending, endings } from '../../lib/run/index.ts';
import { allGone, checkEnded, markedEnvironment, printed } from '../system/ended-run.ts';
import type { Workplace } from '../system/run-workplace.ts';
import { createChance } from './chance.ts';
import { chaosNotebook } from './chaos-notebook.ts';
import { type Disturbance, disturb, disturbances, endingsOf } from './disturbance.ts';

/** Runs a notebook made by chance, disturbs it by chance, and looks at everything that is to be true. Resolves to how it ended. */
export async function runChaos(place: Workplace, seed: number): Promise<string> {
  const chance = createChance(seed);
  const notebook = chaosNotebook(chance);
  const isTracked = chance.isSo(0.7);
  const plan = disturbances(chance);
  const engine = chance.isSo(0.4) ? 'in-process' : 'kernel';
  const [input, output] = [`in-${seed}.ipynb`, `out-${seed}.ipynb`];
  const journal = join(place.folder, `.${output}.journal`);
  place.write(input, notebook.cells);
  const { env, mark } = markedEnvironment(isTracked);
  const run = place.start(['run', input, output, '--no-progress', '--engine', engine], env);
  let isOver = false;
  void run.finished.then(() => (isOver = true));
  const happened = await Promise.all(plan.map((one) => disturb(run, one, journal, () => isOver)));
  const { code, stderr } = await run.finished;
  const about = JSON.stringify({ engine, plan, happened, code, stderr });
  const done = plan.filter((_, at) => happened[at]);
  await allGone(mark);
  const received = existsSync(journal) ? journalText(journal) : undefined;
  if (isTracked) await place.octavo(['runs', 'list', '--limit', '1'], env);
  const isAnything = place.list().some((name) => name === output || name.startsWith(`.${output}`));
  if (isAnything) await place.octavo(['inspect', output], env);
  if (!existsSync(join(place.folder, output))) {
    expect(isStillborn(code, done), about).toBe(true);
    expect(
      place.list().filter((name) => name.startsWith(`.${output}`)),
      about,
    ).toEqual([]);
    return 'before it began';
  }
  const { octavo } = place.read(output).metadata as { octavo: JsonObject };
  const word = octavo.status as Ending;
  expect([notebook.ending, ...done.flatMap(endingsOf)], about).toContain(word);
  if (word === notebook.ending && code !== null && endings[word].exitCode === undefined)
    expect(code, about).toBe(notebook.exitCode);
  const cells = await checkEnded({ folder: place.folder, output, mark, word, exitCode: code, isTracked }).catch(
    (error) => {
      throw new Error(`${error.message}\n${about}`, { cause: error });
    },
  );
  for (const [at, cell] of cells.entries()) {
    const { status } = cell.metadata.papermill as JsonObject;
    const whole = notebook.prints[at] ?? '';
    if (status === 'completed') expect(printed(cell) === whole, `cell ${at} is not complete: ${about}`).toBe(true);
    else expect(whole.startsWith(printed(cell)), `cell ${at} has something else: ${about}`).toBe(true);
  }
  if (word === 'lost' && received !== undefined) expect(cells.map(printed).join('') === received, about).toBe(true);
  return word;
}

/** All that cells printed, as the journal has it. */
function journalText(path: string): string {
  const texts = readFileSync(path, 'utf8')
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line));
  return texts.flatMap(({ type, content }) => (type === 'stream' ? [content.text] : [])).join('');
}

/** Whether a signal came before the command could say anything. */
function isStillborn(code: number | null, done: Disturbance[]): boolean {
  return done.some(({ target, signal }) => target === 'runner' && signal !== 'SIGSTOP') && code !== 0;
}
