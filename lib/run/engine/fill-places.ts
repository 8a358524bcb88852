import type { Host } from '../../host/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import { combineArguments, type GivenParameter } from '../parameters/arguments.ts';
import type { RunOptions } from '../run-options.ts';
import { refuseLinkedEscape } from '../storage/linked-escape.ts';
import { templateNames } from '../templates/format-template.ts';
import { fillPath, templateValues } from '../templates/path-template.ts';

/** The places of a run with their templates filled. */
export interface FilledPlaces {
  place: string | Notebook;
  output: string | null | undefined;
  names: string[]; // of the parameters that the templates use
  runUuid: string; // what `pm[run_uuid]` was
}

/**
 * Fills the templates of both places, before the notebook is read: words of the command line are read as papermill reads
 * them, whatever the notebook declares. Throws `run-template-missing`, `run-template-syntax` and `run-template-escape`.
 */
export function fillPlaces(place: string | Notebook, options: RunOptions, host: Host): FilledPlaces {
  const { output } = options;
  const runUuid = host.randomUuid();
  const isTemplate = (path: unknown): path is string => typeof path === 'string' && /[{}]/.test(path);
  if (!isTemplate(place) && !isTemplate(output)) return { place, output, names: [], runUuid };
  const given = new Map<string, GivenParameter>();
  const add = (name: string, value: unknown) => given.set(name, { value });
  if (options.injectPaths?.input && typeof place === 'string') add('PAPERMILL_INPUT_PATH', place);
  if (options.injectPaths?.output && typeof output === 'string') add('PAPERMILL_OUTPUT_PATH', output);
  for (const [name, argument] of combineArguments(options.arguments ?? {}, { python: true })) given.set(name, argument);
  for (const [name, value] of Object.entries(options.parameters ?? {})) add(name, value);
  const values = templateValues(given, { runUuid, now: host.clock.now() });
  const fill = (path: string) => {
    const filled = fillPath(path, values, host.cwd());
    refuseLinkedEscape(path, filled, host.cwd());
    return filled;
  };
  return {
    place: typeof place === 'string' ? fill(place) : place,
    output: typeof output === 'string' ? fill(output) : output,
    names: [place, output].flatMap((path) => (typeof path === 'string' ? templateNames(path) : [])),
    runUuid,
  };
}
