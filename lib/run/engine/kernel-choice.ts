import { isOctavoError, OctavoError, shellWord } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import { findKernelSpec, type KernelSpec, octavoKernelSpec } from '../../kernel/index.ts';
import { type Notebook, notebookKernelName, notebookLanguage } from '../../notebook/index.ts';
import type { Translator } from '../languages/translator.ts';
import type { RunOptions } from '../run-options.ts';
import type { Translators } from '../translators.ts';

/**
 * The kernel that runs a notebook: the one asked for, else Octavo's own for TypeScript, else the one that the notebook
 * names. Throws `run-no-kernel`, and `kernel-unknown` with those that are installed.
 */
export async function chooseKernel(
  notebook: Notebook,
  wish: string | undefined,
  host: Host,
  wishedLanguage?: string | undefined, // instead of the notebook's own, where it names no kernel
): Promise<KernelSpec> {
  if (wish === 'octavo') return octavoKernelSpec();
  if (wish !== undefined) return await findKernelSpec(wish, host);
  const name = notebookKernelName(notebook);
  const language = (name === undefined ? wishedLanguage?.toLowerCase() : undefined) ?? notebookLanguage(notebook);
  if (name === 'tslab' || name === 'octavo' || language === 'typescript') return octavoKernelSpec();
  if (name !== undefined) return await findKernelSpec(name, host);
  throw new OctavoError('run-no-kernel', 'The notebook names neither a kernel nor TypeScript as its language', {
    where: { notebook: notebook.path },
    hint: `octavo run ${shellWord(notebook.path ?? 'NOTEBOOK')} -k octavo`,
  });
}

/**
 * The kernel of a notebook that is only prepared: one that is not installed, or that nobody names, is no reason to refuse,
 * because it is not started (source: papermill 2.7 --prepare-only).
 */
export async function kernelToName(notebook: Notebook, options: RunOptions, host: Host): Promise<KernelSpec> {
  const { kernel, language } = options;
  try {
    return await chooseKernel(notebook, kernel, host, language);
  } catch (error) {
    if (!options.prepareOnly || !isOctavoError(error)) throw error;
    const name = kernel ?? notebookKernelName(notebook) ?? '';
    const spoken = language ?? notebookLanguage(notebook) ?? '';
    return { name, displayName: name, language: spoken.toLowerCase(), argv: [], env: {}, interruptMode: 'signal' };
  }
}

/** Who reads and writes parameters for a notebook: by the kernel's name first, then by the language, as papermill does. */
export function chooseTranslator(
  notebook: Notebook,
  spec: KernelSpec,
  options: RunOptions & { translators: Translators },
): Translator | undefined {
  const isNamed = options.kernel !== undefined;
  const own = isNamed ? spec.language : (notebookLanguage(notebook) ?? spec.language);
  return options.translators.find(isNamed ? spec.name : notebookKernelName(notebook), options.language ?? own);
}
