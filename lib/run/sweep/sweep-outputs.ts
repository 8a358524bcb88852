import { basename, dirname, join, resolve } from 'node:path';
import { findProject, type Host, shownPath } from '../../host/index.ts';
import type { GivenParameter } from '../parameters/arguments.ts';
import type { Storages } from '../storage/storages.ts';
import { fillPath, templateFolder, templateValues } from '../templates/path-template.ts';
import { checkDistinctOutputs, isAddress } from './distinct-outputs.ts';
import { ofRun } from './of-run.ts';

/** The places of the executed notebooks of a sweep, all different. */
export interface SweepOutputs {
  template: string; // as a person would write it
  places: string[];
  folders: string[]; // to be made before the first run
}

/**
 * Fills the template for every run. Without one they are local_data/runs/<notebook>/<time>/<n>.ipynb of the project.
 * Throws `run-template-…`, `run-sweep-output`, and `run-output-…` for the folder of the template. Makes nothing yet.
 */
export async function chooseSweepOutputs(
  input: string,
  template: string | undefined,
  given: readonly ReadonlyMap<string, GivenParameter>[],
  storages: Storages,
  host: Host,
): Promise<SweepOutputs> {
  const outputs =
    template === undefined ? keptOutputs(input, given.length, host) : filledOutputs(template, given, host);
  await checkDistinctOutputs(outputs.places, input, host);
  if (template !== undefined) await checkOwnFolder(template, outputs.places, storages, host);
  return outputs;
}

/** The folder that stands in the template itself must be there, and one must be able to write in it. */
async function checkOwnFolder(template: string, [first]: string[], storages: Storages, host: Host): Promise<void> {
  if (first === undefined) return;
  const place = isAddress(template) ? first : join(templateFolder(template), basename(first));
  await storages.find(place).check(place, host);
}

function filledOutputs(
  template: string,
  given: readonly ReadonlyMap<string, GivenParameter>[],
  host: Host,
): SweepOutputs {
  const now = host.clock.now();
  const cwd = host.cwd();
  const places = given.map((values, at) => {
    const filled = templateValues(values, { runUuid: host.randomUuid(), now });
    return ofRun(at, given.length, () => fillPath(template, filled, cwd));
  });
  // The folder that the author wrote is theirs to make, as for a single run; those that values name are ours.
  const own = resolve(cwd, templateFolder(template) || '.');
  const folders = isAddress(template) ? [] : [...new Set(places.map((place) => dirname(resolve(cwd, place))))];
  return { template, places, folders: folders.filter((folder) => folder !== own) };
}

function keptOutputs(input: string, count: number, host: Host): SweepOutputs {
  const absolute = resolve(host.cwd(), input);
  const name = basename(absolute).replace(/\.ipynb$/, '');
  const time = host.clock.now().toISOString().replaceAll(/[:.]/g, '-');
  const folder = join(findProject(dirname(absolute)).root, 'local_data', 'runs', name, time);
  const digits = String(count).length;
  const place = (file: string) => shownPath(join(folder, file), host.cwd());
  const places = Array.from({ length: count }, (_, at) => place(`${String(at + 1).padStart(digits, '0')}.ipynb`));
  return { template: place('{n}.ipynb'), places, folders: [folder] };
}

/** A path as a template that stands for it alone. */
export function asTemplate(path: string): string {
  return path.replaceAll(/[{}]/g, '$&$&');
}
