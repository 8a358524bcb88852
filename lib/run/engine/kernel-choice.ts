import { OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import { findKernelSpec, type KernelSpec, octavoKernelSpec } from '../../kernel/index.ts';
import { type Notebook, notebookKernelName, notebookLanguage } from '../../notebook/index.ts';

/**
 * The kernel that runs a notebook: the one asked for, else Octavo's own for TypeScript, else the one that the notebook
 * names. Throws `run-no-kernel`, and `kernel-unknown` with those that are installed.
 */
export async function chooseKernel(notebook: Notebook, wish: string | undefined, host: Host): Promise<KernelSpec> {
  if (wish === 'octavo') return octavoKernelSpec();
  if (wish !== undefined) return await findKernelSpec(wish, host);
  const name = notebookKernelName(notebook);
  const language = notebookLanguage(notebook);
  if (name === 'tslab' || name === 'octavo' || language === 'typescript') return octavoKernelSpec();
  if (name !== undefined) return await findKernelSpec(name, host);
  throw new OctavoError('run-no-kernel', 'The notebook names neither a kernel nor TypeScript as its language', {
    where: { notebook: notebook.path },
    hint: `octavo run ${notebook.path ?? 'NOTEBOOK'} -k octavo`,
  });
}
