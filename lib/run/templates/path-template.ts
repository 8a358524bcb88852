// Generated from notebooks/40_run/05_templates/05_path_template.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40250003 40250005 40250085 40250008 40250088 4025000b

// %% notebooks/40_run/05_templates/05_path_template.ipynb#40250003 38565d2b
import { posix, relative, resolve, sep } from 'node:path';
import { isOctavoError, OctavoError } from '../../errors/index.ts';
import type { GivenParameter } from '../parameters/arguments.ts';
import { formatTemplate, readTemplate } from './format-template.ts';
import { readPythonWord } from '../parameters/parameter-values.ts';
import { PythonDate } from './python-date.ts';

// %% notebooks/40_run/05_templates/05_path_template.ipynb#40250005 eb59c844
/** What a template knows of a run besides its parameters. */
export interface TemplateFacts {
  runUuid: string;
  now: Date;
}

/** The values of a template: the given parameters, and `pm` (source: papermill 2.7 add_builtin_parameters). */
export function templateValues(
  given: ReadonlyMap<string, GivenParameter>,
  { runUuid, now }: TemplateFacts,
): Map<string, unknown> {
  const values = new Map<string, unknown>([
    [
      'pm',
      {
        run_uuid: runUuid,
        current_datetime_local: new PythonDate(now, 'local'),
        current_datetime_utc: new PythonDate(now, 'utc'),
      },
    ],
  ]);
  for (const [name, argument] of given)
    values.set(name, 'word' in argument ? wordValue(argument.word) : argument.value);
  return values;
}

// %% notebooks/40_run/05_templates/05_path_template.ipynb#40250085 ae2319f6
/** A word as papermill reads it; an integer that a number does not hold stays its digits. @internal */
export function wordValue(word: string): unknown {
  try {
    return readPythonWord(word);
  } catch (error) {
    if (isOctavoError(error)) return BigInt(word.trim().replaceAll('_', ''));
    throw error;
  }
}

// %% notebooks/40_run/05_templates/05_path_template.ipynb#40250008 c713a34c
/** Fills the template of a path. Throws `run-template-missing`, `run-template-syntax` and `run-template-escape`. */
export function fillPath(
  template: string, // a path, an address, or `-`
  values: ReadonlyMap<string, unknown>,
  cwd: string, // absolute: what a relative path is relative to
): string {
  if (!/[{}]/.test(template)) return template;
  try {
    const path = formatTemplate(template, values);
    const hasFields = readTemplate(template).some((piece) => 'name' in piece);
    if (hasFields && !staysBelow(path, templateFolder(template), cwd)) throw escapeError(template, path);
    return path;
  } catch (error) {
    throw withHint(error, template);
  }
}

// %% notebooks/40_run/05_templates/05_path_template.ipynb#40250088 b9d456ca
/** The part of a template that no value can change: its folder, with the slash; '' when it names none. @internal */
export function templateFolder(template: string): string {
  const [first] = readTemplate(template);
  const text = first && 'text' in first ? first.text : '';
  return text.slice(0, text.lastIndexOf('/') + 1);
}

/** Whether a path is in a folder. @internal */
export function staysBelow(path: string, folder: string, cwd: string): boolean {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i;
  if (path === '-' || path === '' || path.includes('\0') || path.endsWith('/')) return false;
  if (scheme.exec(path)?.[0] !== scheme.exec(folder)?.[0]) return false;
  if (!scheme.test(path)) {
    const way = relative(resolve(cwd, folder), resolve(cwd, path));
    return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && resolve(way) !== way;
  }
  if (/%2e|%2f|%5c|[\\?#@]/i.test(path.slice(folder.length))) return false; // a server might read them as steps
  const start = folder.replace(scheme, '');
  return start.includes('/') && posix.normalize(path.replace(scheme, '')).startsWith(posix.normalize(start));
}

// %% notebooks/40_run/05_templates/05_path_template.ipynb#4025000b e2777767
/** A path that left the folder of its template. @internal */
export function escapeError(template: string, path: string): OctavoError {
  const folder = templateFolder(template);
  const shown = folder === '' ? 'the current folder' : folder;
  return new OctavoError(
    'run-template-escape',
    `The template ${template} becomes ${path}, which leads out of ${shown}`,
    {
      hint: 'values name files inside of the folder that the template names; write other folders into the template itself',
    },
  );
}

/** An error of a template, with the template and what to type. @internal */
export function withHint(error: unknown, template: string): unknown {
  if (!isOctavoError(error) || error.hint !== undefined) return error;
  const name = /^Missing parameter '(.*)'$/s.exec(error.message)?.[1];
  if (name !== undefined) {
    const isField = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && template.includes(`{${name}`); // else a member: {pm[name]}
    const members =
      'a value has the members that were given; pm has run_uuid, current_datetime_local, current_datetime_utc';
    return new OctavoError(error.code, `${error.message} (in ${template})`, {
      hint: isField ? `-p ${name} VALUE` : members,
    });
  }
  return new OctavoError(error.code, `The template ${template} cannot be filled: ${error.message}`, {
    hint: 'fields are written {name} or {name:.3f}; braces of a file name are doubled: {{x}}.ipynb',
  });
}
