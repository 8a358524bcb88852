import { join } from 'node:path';
import { type Check, exists, type Finding, readJson } from './finding.ts';
import { areLinked, reinstall } from './packages.ts';

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
const otherLocks = ['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'];

/** A lock file that says the same as package.json: without it `npm ci` fails, as in CI. */
export const checkLock: Check = async ({ project, manifest, host }): Promise<Finding[]> => {
  const inRoot = (name: string) => join(project.root, name);
  for (const name of otherLocks) if (await exists(inRoot(name), host)) return [];
  const linked = await areLinked({ project });
  const command = linked ? reinstall : 'npm install --package-lock-only';
  if (!(await exists(inRoot('package-lock.json'), host))) {
    const why = linked ? 'the packages are links, which work on this machine alone, and there' : 'there';
    const sentence = `${why} is no package-lock.json, so npm ci (as in CI) fails`;
    return [{ code: 'lock-missing', level: 'warning', sentence, command }];
  }
  const lock = await readJson(inRoot('package-lock.json'), host);
  const packages = lock?.packages as Record<string, Record<string, unknown>> | undefined;
  if (!packages?.['']) {
    const sentence = 'package-lock.json is not a lock file of npm 7 or newer';
    return [{ code: 'lock-unreadable', level: 'broken', sentence, command: `rm package-lock.json && ${command}` }];
  }
  const outside = Object.entries(packages).filter(
    ([path, entry]) => entry.link === true && isOutside(entry.resolved, path),
  );
  if (outside.length > 0) {
    const sentence = `package-lock.json leads to folders of this machine: ${outside.map(([path]) => path).join(', ')}`;
    const mend = 'rm -rf node_modules package-lock.json && npm install';
    return [{ code: 'lock-links', level: 'broken', sentence, command: mend }];
  }
  const differ = kinds.flatMap((kind) => differences(manifest[kind], packages['']?.[kind]));
  if (differ.length === 0) return partial(packages);
  const sentence = `package-lock.json does not say what package.json says of ${differ.join(', ')}, so npm ci fails`;
  return [{ code: 'lock-behind', level: 'broken', sentence, command }];
};

function differences(left: unknown, right: unknown): string[] {
  const [asked, locked] = [left ?? {}, right ?? {}] as [Record<string, unknown>, Record<string, unknown>];
  const names = new Set([...Object.keys(asked), ...Object.keys(locked)]);
  return [...names].filter((name) => asked[name] !== locked[name]);
}

function isOutside(resolved: unknown, path: string): boolean {
  return path.startsWith('node_modules/') && typeof resolved === 'string' && resolved.startsWith('..');
}

/** A mirror of the registry may not carry what is for other platforms; npm then leaves it out, and `npm ci` misses it. */
function partial(packages: Record<string, Record<string, unknown>>): Finding[] {
  const held = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  const asked = Object.values(packages).flatMap((entry) => Object.keys((entry.optionalDependencies ?? {}) as object));
  const missing = [...new Set(asked)].filter((name) => !held.has(name));
  if (missing.length === 0) return [];
  const sentence = `the registry had not all packages for other platforms (${missing[0]} …), so npm ci may fail elsewhere`;
  return [{ code: 'lock-partial', level: 'note', sentence, command: 'npm install --package-lock-only' }];
}
