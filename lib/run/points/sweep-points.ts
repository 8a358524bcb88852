// Generated from notebooks/40_run/06_points/02_sweep_points.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 402d0003 402d0004

// %% notebooks/40_run/06_points/02_sweep_points.ipynb#402d0003 fe869e6e
import { OctavoError } from '../../errors/index.ts';
import type { GivenParameter } from '../parameters/arguments.ts';
import { type GridAxis, mostSweepRuns, tooManyRuns } from './grid-values.ts';

// %% notebooks/40_run/06_points/02_sweep_points.ipynb#402d0004 bc002254
/** The values of one run of a sweep, by the names of the parameters. A map, because a name may be `__proto__`. */
export type SweepPoint = ReadonlyMap<string, GivenParameter>;

/** The points of one axis of a grid. */
export function axisPoints({ name, values }: GridAxis): SweepPoint[] {
  return values.map((value) => new Map([[name, value]]));
}

/** Every point of one list with every point of the next; the last varies fastest. Throws `run-sweep-size`, `run-sweep-name`. */
export function multiplyPoints(lists: SweepPoint[][]): SweepPoint[] {
  const count = lists.reduce((product, list) => product * list.length, 1);
  if (count > mostSweepRuns) throw tooManyRuns(`${lists.map((list) => list.length).join(' × ')} values`, count);
  let points: SweepPoint[] = [new Map()];
  for (const list of lists) {
    const [before, next] = [points[0], list[0]];
    for (const name of next?.keys() ?? []) if (before?.has(name)) throw givenTwice(name);
    points = points.flatMap((point) => list.map((more) => new Map([...point, ...more])));
  }
  return points;
}

/** A name that two parts of the command line give values to. */
export function givenTwice(name: string): OctavoError {
  return new OctavoError(
    'run-sweep-name',
    `Parameter "${name}" is given twice, and the sweep cannot know which holds`,
    {
      hint: `one --grid ${name}=… with all its values, without -p ${name}`,
    },
  );
}
