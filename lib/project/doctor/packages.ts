import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { octavoVersion } from '../../host/index.ts';
import { octavoHome } from '../octavo-home.ts';
import { type Check, type Examined, exists, type Finding, readJson } from './finding.ts';

/** What package.json asks for must be installed, Octavo itself among it. */
export const checkInstalled: Check = async ({ project, manifest, host }) => {
  const { dependencies, devDependencies } = manifest;
  const wanted = Object.keys({ ...dependencies, ...devDependencies });
  const isThere = (name: string) => exists(join(project.root, 'node_modules', name, 'package.json'), host);
  const missing: string[] = [];
  for (const name of wanted) if (!(await isThere(name))) missing.push(name);
  if (missing.length > 0) {
    const sentence = `package.json asks for ${missing.join(', ')}, not installed`;
    return [{ code: 'packages-missing', level: 'broken', sentence, command: 'npm install' }];
  }
  if (wanted.includes('octavo') || manifest.name === 'octavo') return [];
  const command = `npm install --save-dev --save-exact octavo@${octavoVersion()}`;
  return [{ code: 'octavo-unnamed', level: 'warning', sentence: 'package.json does not ask for octavo', command }];
};

/** One Octavo alone: the one that runs is that of the project, and none lies deeper in node_modules. */
export const checkOneOctavo: Check = async ({ project, manifest, host }) => {
  const findings: Finding[] = [];
  const own = join(project.root, 'node_modules', 'octavo');
  const installed = await readJson(join(own, 'package.json'), host);
  if (!installed) return [];
  const home = await realpath(own).catch(() => own);
  if (home !== octavoHome()) {
    const sentence = `this is Octavo ${octavoVersion()} in ${octavoHome()}; the project has ${installed.version} of its own`;
    findings.push({ code: 'octavo-other', level: 'note', sentence, command: 'npx octavo doctor' });
  }
  const asked = manifest.devDependencies?.octavo ?? manifest.dependencies?.octavo;
  if (asked && /^\d+\.\d+\.\d+/.test(asked) && asked !== installed.version) {
    const sentence = `package.json asks for octavo ${asked}, and ${installed.version} is installed`;
    findings.push({ code: 'octavo-version', level: 'warning', sentence, command: 'npm install' });
  }
  const deeper = await deeperCopies(project.root, host);
  if (deeper.length > 0) {
    const sentence = `there are more copies of octavo: ${deeper.join(', ')}; a kernel and a notebook may meet different ones`;
    findings.push({ code: 'octavo-twice', level: 'warning', sentence, command: 'npm dedupe' });
  }
  return findings;
};

async function deeperCopies(root: string, host: Examined['host']): Promise<string[]> {
  const held = await readJson(join(root, 'node_modules', '.package-lock.json'), host);
  return Object.keys((held?.packages ?? {}) as object).filter((path) =>
    /node_modules\/.+\/node_modules\/octavo$/.test(path),
  );
}

/** Optional packages that Octavo works with, in the versions that it was tested with. */
export const checkPeers: Check = async ({ project, manifest, host }) => {
  const octavo = await readJson(join(octavoHome(), 'package.json'), host);
  const peers = Object.entries((octavo?.peerDependencies ?? {}) as Record<string, string>);
  const findings: Finding[] = [];
  for (const [name, wanted] of peers) {
    if (!/^\d+\.\d+\.\d+$/.test(wanted)) continue;
    const found = await readJson(join(project.root, 'node_modules', name, 'package.json'), host);
    const place = manifest.dependencies?.[name] ? '--save-prod' : '--save-dev';
    const command = `npm install ${place} --save-exact ${name}@${wanted}`;
    if (found && found.version !== wanted) {
      const sentence = `${name} ${found.version} is installed; this Octavo was tested with ${wanted}`;
      findings.push({ code: 'peer-version', level: 'warning', sentence, command });
    } else if (!found && name === 'vitest' && !manifest.devDependencies?.vitest) {
      const sentence = 'vitest is not installed, and octavo test needs it for its fast mode';
      findings.push({ code: 'vitest-missing', level: 'warning', sentence, command });
    }
  }
  return findings;
};

/** Whether packages of a project are links, as `octavo new` makes them where there is no registry. */
export async function areLinked({ project }: Pick<Examined, 'project'>): Promise<boolean> {
  const found = await lstat(join(project.root, 'node_modules', 'octavo')).catch(() => undefined);
  return found?.isSymbolicLink() === true;
}

/** What npm makes of links is a lock file that no other machine can use, so node_modules has to go first. */
export const reinstall = 'rm -rf node_modules && npm install';
