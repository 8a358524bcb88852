import { glob } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { shellWord } from '../../errors/index.ts';
import { resolveOwnSpecifier } from '../../library/source/resolve.ts';
import { isSwapped } from '../manifest/swap-manifest.ts';
import { type Check, type Examined, exists, type Finding, readJson } from './finding.ts';

/** What package.json says of itself. */
export const checkPackageFile: Check = async ({ project, manifest, host }): Promise<Finding[]> => {
  const findings: Finding[] = [];
  if (await isSwapped(project.root, host)) {
    const sentence = 'a packing that was killed left the package.json of the package in place of the project’s';
    return [{ code: 'manifest-swapped', level: 'broken', sentence, command: 'npx octavo build --restore' }];
  }
  if (manifest.name === undefined) {
    const name = basename(project.root)
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-');
    const sentence = 'package.json has no name, so cells cannot import the library by it';
    findings.push({
      code: 'name-missing',
      level: 'warning',
      sentence,
      command: `npm pkg set ${shellWord(`name=${name}`)}`,
    });
  }
  if (manifest.type !== 'module') {
    const sentence = 'package.json does not say "type": "module", and what Octavo exports are ES modules';
    findings.push({ code: 'not-modules', level: 'warning', sentence, command: 'npm pkg set type=module' });
  }
  if (manifest.exports === undefined) {
    const doors = usualDoors(project.lib);
    const sentence = 'package.json has no exports, so nobody can import the library by its name';
    const command = `npm pkg set --json ${shellWord(`exports=${JSON.stringify(doors)}`)}`;
    findings.push({ code: 'exports-missing', level: 'warning', sentence, command });
  }
  return findings;
};

/** Every door of the package must lead to a file, or for a pattern to one at least. */
export const checkExports: Check = async ({ project, manifest, host, exported }) => {
  const findings: Finding[] = [];
  if (await isSwapped(project.root, host)) return [];
  const plan = await exported().catch(() => undefined);
  const isPlanned = (target: string) =>
    plan?.changes.some(({ path, action }) => action === 'created' && leadsTo(target, path));
  for (const { door, target } of targetsOf(manifest.exports)) {
    if (!target.startsWith('./') || target.startsWith('./dist/')) continue; // built by whoever packs
    const isThere = target.includes('*')
      ? await hasMatch(project.root, target)
      : await exists(join(project.root, target), host);
    if (isThere || isPlanned(target)) continue; // what an export will make is said of the library
    const sentence = `the door "${door}" of package.json leads to ${target}, and there is no such file`;
    findings.push({ code: 'exports-lead-nowhere', level: 'broken', sentence, command: mend(door, target) });
  }
  return [...findings, ...(await foldersWithoutDoor(project, manifest))];

  function mend(door: string, target: string): string {
    const usual = usualDoors(project.lib)[door];
    if (usual !== undefined && usual !== target) return `npm pkg set ${shellWord(`exports[${door}]=${usual}`)}`;
    const isMap = door !== '.' || Object.keys((manifest.exports ?? {}) as object).includes('.');
    return isMap ? `npm pkg delete ${shellWord(`exports[${door}]`)}` : 'npm pkg delete exports';
  }
};

/** Node finds no `index.ts` by the name of its folder: where the doors are the usual ones, each folder needs one of its own. */
async function foldersWithoutDoor(project: Examined['project'], manifest: Examined['manifest']): Promise<Finding[]> {
  const own = { name: project.name, exports: manifest.exports };
  if (resolveOwnSpecifier(`${own.name}/any`, own) !== `${project.lib}/any.ts`) return [];
  const findings: Finding[] = [];
  for await (const index of glob(`${project.lib}/*/**/index.ts`, { cwd: project.root })) {
    const file = index.replaceAll('\\', '/');
    const folder = file.slice(project.lib.length + 1, -'/index.ts'.length);
    if (resolveOwnSpecifier(`${own.name}/${folder}`, own) === file) continue;
    const sentence = `nobody can import ${file}: package.json has no door "./${folder}"`;
    const command = `npm pkg set ${shellWord(`exports[./${folder}]=./${file}`)}`;
    findings.push({ code: 'exports-lack-folder', level: 'warning', sentence, command });
  }
  return findings;
}

function usualDoors(lib: string): Record<string, string> {
  return { '.': `./${lib}/index.ts`, './*': `./${lib}/*.ts`, './package.json': './package.json' };
}

function targetsOf(exports: unknown): { door: string; target: string }[] {
  const inside = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(inside) : [];
  };
  const isMap =
    typeof exports === 'object' && exports !== null && Object.keys(exports).every((key) => key.startsWith('.'));
  const doors = isMap ? Object.entries(exports as object) : [['.', exports] as const];
  return doors.flatMap(([door, value]) => inside(value).map((target) => ({ door, target })));
}

function leadsTo(target: string, path: string): boolean {
  const [before = '', after] = target.slice('./'.length).split('*');
  return after === undefined ? path === before : path.startsWith(before) && path.endsWith(after);
}

async function hasMatch(root: string, target: string): Promise<boolean> {
  for await (const _ of glob(target.slice('./'.length).replaceAll('*', '**/*'), { cwd: root })) return true;
  return false;
}

/** The notebook that package.json names for the README must be there. */
export const checkReadme: Check = async ({ project, host }): Promise<Finding[]> => {
  const manifest = await readJson(join(project.root, 'package.json'), host);
  const named = (manifest?.octavo as { readme?: unknown } | undefined)?.readme;
  if (typeof named !== 'string' || (await exists(join(project.root, named), host))) return [];
  const sentence = `package.json names ${named} for the README, and there is no such notebook`;
  return [{ code: 'readme-missing', level: 'warning', sentence, command: 'npm pkg delete octavo.readme' }];
};
