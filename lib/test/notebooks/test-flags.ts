import { OctavoError, suggest } from '../../errors/index.ts';
import type { Project } from '../../host/index.ts';
import { testFlags as flagsOfProject } from '../../library/collect.ts';

/**
 * The directives of a project that keep cells from running (`"octavo": { "test": { "flags": ["slow"] } }` in its
 * package.json, as nbdev's tst_flags), and those of them that are asked for. `notest` is always one. Throws
 * `test-flag-unknown`.
 */
export function testFlags(
  { settings }: Pick<Project, 'settings'>,
  asked: readonly string[],
): { flagNames: string[]; flags: string[] } {
  const flagNames = [...new Set([...flagsOfProject({ settings }), 'notest'])];
  const flags = asked.flatMap((one) => one.split(/[\s,]+/)).filter((one) => one !== '');
  for (const flag of flags) {
    if (flagNames.includes(flag)) continue;
    const near = suggest(flag, flagNames);
    throw new OctavoError('test-flag-unknown', `"${flag}" is no flag of this project's tests`, {
      hint: near ? `--flags ${near}` : `in package.json write "octavo": { "test": { "flags": ["${flag}"] } }`,
    });
  }
  return { flagNames, flags };
}
