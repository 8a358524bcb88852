import { type Host, nodeHost } from '../../host/index.ts';
import { exportProject } from '../../library/export-project.ts';
import { readProject } from '../manifest/read-manifest.ts';
import type { Check, Finding } from './finding.ts';
import { checkDrift, checkKernel } from './library.ts';
import { checkLock } from './lockfile.ts';
import { checkGit, checkJupyterLab, checkRuntime } from './machine.ts';
import { checkExports, checkPackageFile, checkReadme } from './package-file.ts';
import { checkInstalled, checkOneOctavo, checkPeers } from './packages.ts';
import { checkHooks, checkRepository } from './repository.ts';

/** What `octavo doctor` looks at, in the order in which it tells; what is told first is best mended first. */
export const checks: Record<string, Check> = {
  runtime: checkRuntime,
  packages: checkInstalled,
  octavo: checkOneOctavo,
  peers: checkPeers,
  lock: checkLock,
  'package.json': checkPackageFile,
  exports: checkExports,
  library: checkDrift,
  readme: checkReadme,
  kernel: checkKernel,
  git: checkGit,
  repository: checkRepository,
  hooks: checkHooks,
  jupyterlab: checkJupyterLab,
};

export interface Examination {
  root: string;
  name: string | undefined;
  findings: (Finding & { check: string })[];
  checks: { check: string; ok: boolean }[]; // every check; notes leave it ok
  broken: number; // findings of this level
}

/** Examines a project and the machine. Changes nothing. Throws `project-missing` and `project-manifest-invalid`. */
export async function examineProject(folder?: string, host: Host = nodeHost): Promise<Examination> {
  const { project, manifest } = await readProject(folder ?? host.cwd(), host);
  let plan: ReturnType<typeof exportProject> | undefined;
  const exported = () => {
    plan ??= exportProject({ root: project.root, write: false }, host);
    return plan;
  };
  const examined = { project, manifest, host, exported };
  const all = await Promise.all(
    Object.entries(checks).map(async ([check, look]) => ({ check, found: await look(examined) })),
  );
  const findings = all.flatMap(({ check, found }) => found.map((finding) => ({ check, ...finding })));
  return {
    root: project.root,
    name: project.name,
    findings,
    checks: all.map(({ check, found }) => ({ check, ok: found.every(({ level }) => level === 'note') })),
    broken: findings.filter(({ level }) => level === 'broken').length,
  };
}
