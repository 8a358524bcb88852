import { basename, dirname, join, resolve } from 'node:path';
import { findProject, type Host, shownPath } from '../../host/index.ts';
import type { GivenParameter } from '../parameters/arguments.ts';
import type { ParameterRules } from '../run-options.ts';
import { refuseLinkedEscape } from '../storage/linked-escape.ts';
import { refuseOtherFile } from '../storage/other-file.ts';
import { checkOutput } from '../storage/output-path.ts';
import type { Storages } from '../storage/storages.ts';
import { fillPath, templateFolder, templateValues } from '../templates/path-template.ts';
import { checkDistinctOutputs, isAddress } from './distinct-outputs.ts';
import { ofRun } from './of-run.ts';

/** The places of the executed notebooks of a sweep, all different. */
export interface SweepOutputs {
  template: string; // as a person would write it
  places: string[];
  more: Record<string, string>[]; // of each run: what else it writes, by name
  folders: string[]; // to be made before the first run
}

/** What is said of them. */
export interface OutputWishes {
  output?: string | null | undefined; // a template
  moreOutputs?: Readonly<Record<string, string>> | undefined; // templates of files, by name
  rules?: ParameterRules | undefined; // papermill's write over any file
}

/**
 * Fills the templates for every run. Without one for the notebooks they are local_data/runs/<notebook>/<time>/<n>.ipynb of
 * the project. Throws `run-template-…`, `run-sweep-output`, and `run-output-…` for the folder of a template. Makes nothing yet.
 */
export async function chooseSweepOutputs(
  input: string,
  { output: template, moreOutputs = {}, rules }: OutputWishes,
  given: readonly ReadonlyMap<string, GivenParameter>[],
  storages: Storages,
  host: Host,
): Promise<SweepOutputs> {
  const fill = filler(given, host);
  const kept = template == null ? keptOutputs(input, given.length, host) : undefined;
  const places = kept?.places ?? fill(template as string);
  const filled = Object.entries(moreOutputs).map(([name, each]) => ({ name, template: each, paths: fill(each) }));
  const more = places.map((_, at) => Object.fromEntries(filled.map(({ name, paths }) => [name, paths[at] as string])));
  await checkDistinctOutputs(places, input, host, more);
  if (template != null) await checkOwnFolder(template, places, storages, host);
  for (const [at, place] of places.entries()) {
    if (rules !== 'papermill' && storages.find(place).isFile)
      ofRun(at, places.length, () => refuseOtherFile(place, host));
  }
  for (const each of filled) await checkOwnFolder(each.template, each.paths, undefined, host);
  const folders = [
    ...(kept?.folders ?? valueFolders(template as string, places, host)),
    ...filled.flatMap((each) => valueFolders(each.template, each.paths, host)),
  ];
  return { template: kept?.template ?? (template as string), places, more, folders: [...new Set(folders)] };
}

/** The folder that stands in the template itself must be there, and one must be able to write in it. */
async function checkOwnFolder(
  template: string,
  [first]: string[],
  storages: Storages | undefined, // undefined: it is a file
  host: Host,
): Promise<void> {
  if (first === undefined) return;
  const place = isAddress(template) && storages ? first : join(templateFolder(template), basename(first));
  await (storages ? storages.find(place).check(place, host) : checkOutput(place, host));
}

/** Fills templates for each run, the same run with the same values. */
function filler(given: readonly ReadonlyMap<string, GivenParameter>[], host: Host): (template: string) => string[] {
  const now = host.clock.now();
  const cwd = host.cwd();
  const values = given.map((each) => templateValues(each, { runUuid: host.randomUuid(), now }));
  const filled = (template: string, each: ReadonlyMap<string, unknown>) => {
    const path = fillPath(template, each, cwd);
    refuseLinkedEscape(template, path, cwd);
    return path;
  };
  return (template) => values.map((each, at) => ofRun(at, given.length, () => filled(template, each)));
}

/** The folders that values name, which are ours to make; the one that the author wrote is theirs, as for a single run. */
function valueFolders(template: string, places: readonly string[], host: Host): string[] {
  if (isAddress(template)) return [];
  const own = resolve(host.cwd(), templateFolder(template) || '.');
  return places.map((place) => dirname(resolve(host.cwd(), place))).filter((folder) => folder !== own);
}

function keptOutputs(input: string, count: number, host: Host): Omit<SweepOutputs, 'more'> {
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
