import { readFileSync, statSync } from 'node:fs';
import { endKept } from '../kernel/ahead/kept.ts';
import { startAhead } from '../kernel/ahead/start-ahead.ts';

// With these a run starts no kernel, or others than one of Octavo's own here.
const otherRuns =
  /^(?:-h|-k|-L|--help|--help-notebook|--schema|--prepare-only|--kernel|--language|--cwd|--grid|--random|--runs)(?:=|$)/;

const longestBytes = 16_000_000; // of a notebook that is worth being read twice

/**
 * Starts what `octavo run` of a TypeScript notebook needs: the processes get ready while the command itself is still being
 * loaded. Words are only looked at, not checked; a wrong guess costs a process, which `end` ends.
 */
export function begin(words: string[]): void {
  if (words.some((word) => otherRuns.test(word))) return;
  const input = words.find((word) => word.endsWith('.ipynb') && !word.startsWith('-'));
  if (input === undefined || !isTypeScript(input)) return;
  const types = lastValue('types', words);
  startAhead({
    cwd: process.cwd(),
    env: { ...process.env, ...(types === undefined ? {} : { OCTAVO_TYPES: types }) },
    inThread: lastValue('engine', words) === 'in-process',
  });
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

/** Looks at the name of a notebook's kernel, without reading the notebook as such. */
function isTypeScript(path: string): boolean {
  try {
    const file = statSync(path);
    if (!file.isFile() || file.size > longestBytes) return false; // a pipe can be read only once
    const [, kernel] = /"kernelspec"\s*:\s*(\{[^{}]*\})/.exec(readFileSync(path, 'utf8')) ?? [];
    const { name, language } = JSON.parse(kernel ?? '{}') as { name?: unknown; language?: unknown };
    return name === 'octavo' || name === 'tslab' || language === 'typescript';
  } catch {
    return false; // the command says what is wrong with it
  }
}
