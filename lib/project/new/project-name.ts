import { isBuiltin } from 'node:module';
import { basename, resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';

/** What a typed NAME means. */
export interface ProjectPlace {
  name: string; // of the package, as `demo` or `@me/demo`
  folder: string; // absolute
}

/**
 * Reads the NAME of `octavo new`: a name, a scoped name (its folder is the part behind the slash), a path whose last part
 * is the name, or `.` for the folder itself. Throws `project-bad-name`.
 *
 * The rules are those of npm (source: validate-npm-package-name 7), and no package that a new project needs.
 */
export function placeOfProject(typed: string, cwd: string, needed: readonly string[] = []): ProjectPlace {
  const scoped = /^@[^/\\]+\/[^/\\]+$/.test(typed);
  const folder = resolve(cwd, scoped ? (typed.split('/')[1] as string) : typed);
  const name = scoped ? typed : basename(folder);
  const why = whatIsWrongWith(name, needed);
  if (typed.trim() === '' || why) {
    const near = nearestName(name);
    const message = `"${name}" cannot be the name of a package: ${why ?? 'it is empty'}`;
    throw new OctavoError('project-bad-name', message, { hint: `octavo new ${near}` });
  }
  return { name, folder };
}

function whatIsWrongWith(name: string, needed: readonly string[]): string | undefined {
  const parts = name.startsWith('@') ? name.slice(1).split('/') : [name];
  if (name.startsWith('@') && parts.length !== 2) return 'a scoped name has a slash: @me/demo';
  if (name === '' || parts.some((part) => part === '')) return 'it is empty';
  if (name.length > 214) return 'it has more than 214 characters';
  if (name !== name.toLowerCase()) return 'it has capital letters';
  if (parts.some((part) => /^[._-]/.test(part))) return 'it begins with ".", "_" or "-"';
  if (parts.some((part) => !/^[a-z0-9._-]+$/.test(part)))
    return 'only letters a-z, digits, ".", "_" and "-" may be in it';
  if (['node_modules', 'favicon.ico'].includes(name)) return 'npm keeps it for itself';
  if (isBuiltin(name)) return 'it is a module of Node';
  if (needed.includes(name)) return 'the project itself needs the package of that name';
  return undefined;
}

/** A name that is one, for the hint. */
function nearestName(name: string): string {
  const words = name.toLowerCase().replace(/^[^a-z0-9]+|[^a-z0-9._-]+$/g, '');
  const near = words.replace(/[^a-z0-9._-]+/g, '-').slice(0, 100);
  return near === '' || near === name || whatIsWrongWith(near, []) ? 'my-project' : near;
}
