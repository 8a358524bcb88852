import { readFileSync, statSync } from 'node:fs';
import { endKept } from '../kernel/ahead/kept.ts';

// With these a run starts no kernel, or another one than the notebook names, or it starts it elsewhere.
const otherRuns =
  /^(?:-h|-k|-l|--help|--help-notebook|--schema|--prepare-only|--kernel|--language|--cwd|--env|--env-from|--seed|--grid|--random|--runs)(?:=|$)/;

const longestBytes = 16_000_000; // of a notebook that is worth being read twice

/**
 * Starts the kernel that `octavo run` of a notebook will need: it gets ready while the command itself is still being
 * loaded. Words are only looked at, not checked; a wrong guess costs a process, which `end` ends.
 */
export async function begin(words: string[]): Promise<void> {
  if (words.some((word) => otherRuns.test(word))) return;
  const input = words.find((word) => word.endsWith('.ipynb') && !word.startsWith('-'));
  const kernel = input === undefined ? undefined : namedKernel(input);
  if (input === undefined || !kernel) return;
  const cwd = process.cwd();
  const inThread = lastValue('engine', words) === 'in-process';
  if (kernel.name === 'octavo' || kernel.name === 'tslab' || kernel.language === 'typescript') {
    const types = lastValue('types', words);
    const env = { ...process.env, ...(types === undefined ? {} : { OCTAVO_TYPES: types }) };
    if (inThread) (await import('../kernel/ahead/thread.ts')).keepThread();
    else (await import('../kernel/ahead/evaluator.ts')).keepEvaluator({ cwd, env });
    if (types !== 'off') (await import('../kernel/ahead/language.ts')).keepLanguage({ cwd, env });
  } else if (kernel.language === 'python' && !inThread) {
    const { launchPythonKernel } = await import('../kernel/ahead/python-kernel.ts');
    launchPythonKernel(kernel.name, { cwd, notebookPath: input });
  }
}

/** Ends what was started and that no session has taken. */
export function end(): void {
  endKept();
}

/** The last value of an option, whichever way it is written. */
function lastValue(name: string, words: string[]): string | undefined {
  const at = words.findLastIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const word = words[at];
  return word?.includes('=') ? word.slice(word.indexOf('=') + 1) : words[at + 1 || words.length];
}

/** What a notebook says of its kernel, without reading it as a notebook. */
function namedKernel(path: string): { name: string; language: unknown } | undefined {
  try {
    const file = statSync(path);
    if (!file.isFile() || file.size > longestBytes) return undefined; // a pipe can be read only once
    const [, spec = '{}'] = /"kernelspec"\s*:\s*(\{[^{}]*\})/.exec(readFileSync(path, 'utf8')) ?? [];
    const { name, language } = JSON.parse(spec) as { name?: unknown; language?: unknown };
    return typeof name === 'string' ? { name, language } : undefined;
  } catch {
    return undefined; // the command says what is wrong with it
  }
}
