import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { runCommand } from '../run-command.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'octavo.js');

/** What a step that ran a program printed. */
export interface Printed {
  code: number | null;
  out: string;
  err: string;
}

/** Takes one step in the current folder: a program gives what it printed, an edit undefined. Throws when it cannot be taken. */
export async function takeStep(line: string): Promise<Printed | undefined> {
  const [verb = '', ...words] = splitWords(line);
  if (verb === 'octavo') return runOctavo(words);
  if (verb === 'git') return runProgram('git', words, '');
  if (verb === 'import') {
    const script = words.map((path) => `import ${JSON.stringify(resolve(path))};`).join('\n');
    return runProgram(process.execPath, ['--input-type=module', '-e', script], '');
  }
  const edit = edits[verb];
  if (!edit || words.length !== edit.length) throw new Error(`not a step: ${line}`);
  edit(...words);
  return undefined;
}

/** In this process, which saves its start; a file on standard input, and tests that start workers, need one of its own. */
async function runOctavo(words: string[]): Promise<Printed> {
  const redirection = words.indexOf('<');
  const isAlone = redirection >= 0 || words[0] === 'test' || process.env.OCTAVO_CASES_IN_PROCESSES === '1';
  if (!isAlone) return runCommand(words);
  const input = redirection < 0 ? '' : readFileSync(words[redirection + 1] as string, 'utf8');
  return runProgram(process.execPath, [program, ...(redirection < 0 ? words : words.slice(0, redirection))], input);
}

function runProgram(command: string, args: string[], input: string): Printed {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', input, env: steadyEnv() });
  return { code: status, out: stdout, err: stderr };
}

/** git takes nothing from the user's own settings, and makes the same commits every time. */
function steadyEnv(): NodeJS.ProcessEnv {
  const who = { NAME: 'Ann', EMAIL: 'ann@example.org', DATE: '2026-11-21T12:00:00Z' };
  const people = ['AUTHOR', 'COMMITTER'].flatMap((role) =>
    Object.entries(who).map(([key, value]) => [`GIT_${role}_${key}`, value]),
  );
  const quiet = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', NO_COLOR: '1' };
  return { ...process.env, ...Object.fromEntries(people), ...quiet };
}

const edits: Record<string, (...words: string[]) => void> = {
  replace: (path: string, old: string, text: string) => {
    const parts = readFileSync(path, 'utf8').split(old);
    if (parts.length !== 2) throw new Error(`${path} has ${JSON.stringify(old)} ${parts.length - 1} times`);
    writeFileSync(path, parts.join(text));
  },
  append: (path: string, text: string) => appendFileSync(path, text),
  copy: (from: string, to: string) => cpSync(from, to, { recursive: true }),
  move: (from: string, to: string) => renameSync(from, to),
  remove: (path: string) => rmSync(path, { recursive: true }),
  link: (target: string, path: string) => symlinkSync(target, path),
  'read-only': (path: string) => chmodSync(path, 0o444),
};

/** Words apart by blanks; in double quotes as JSON has them. */
function splitWords(line: string): string[] {
  const words = line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  return words.map((word) => (word.startsWith('"') ? (JSON.parse(word) as string) : word));
}
