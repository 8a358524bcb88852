import { nodeHost } from '../../host/index.ts';
import { keptLaunches, launchKernel } from '../client/kernel-process.ts';
import { sessionEnvironment } from '../client/session-environment.ts';
import { findKernelSpec } from '../spec/find-spec.ts';
import { isPythonKernel } from '../spec/kernel-spec.ts';

/**
 * Launches a kernel of Python by its name, for the notebook that is run next. A session that would launch the same takes
 * it; when nobody does, `endKept` ends it.
 */
export function launchPythonKernel(name: string, { cwd, notebookPath }: { cwd: string; notebookPath: string }): void {
  const env = sessionEnvironment({ notebookPath });
  const launching = findKernelSpec(name).then((spec) => {
    if (!isPythonKernel(spec)) throw new Error(`${name} is no kernel of Python`);
    return launchKernel(spec, { cwd, env }, nodeHost);
  });
  launching.catch(() => undefined); // the run says what is wrong
  keptLaunches.keep({ name, cwd, env }, launching, () => {
    launching.then(
      (launched) => launched.discard(),
      () => undefined,
    );
  });
}
