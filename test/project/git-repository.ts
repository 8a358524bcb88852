import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The environment of git in a test: no config but the repository's own, and nothing of a git that runs the test. */
export const gitEnvironment = Object.fromEntries([
  ...Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')),
  ['GIT_CONFIG_GLOBAL', '/dev/null'],
  ['GIT_CONFIG_NOSYSTEM', '1'],
  ...['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'Ada'],
    [`GIT_${who}_EMAIL`, 'ada@example.org'],
  ]),
]) as NodeJS.ProcessEnv;

/** A git repository in a temporary folder whose name has a space and a quote. */
export interface TestRepository {
  root: string;
  git: (...args: string[]) => string; // what it prints; throws when it fails
  tryGit: (...args: string[]) => { code: number | null; said: string };
  write: (path: string, text: string) => void;
  read: (path: string) => string;
  remove: () => void;
}

export function makeRepository(files: Record<string, string> = {}): TestRepository {
  const parent = mkdtempSync(join(tmpdir(), 'octavo-git-'));
  const root = join(parent, "a shop's");
  mkdirSync(root);
  const options = { cwd: root, env: gitEnvironment, encoding: 'utf8' } as const;
  const repository: TestRepository = {
    root,
    git: (...args) => execFileSync('git', args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }),
    tryGit: (...args) => {
      const { status, stdout, stderr } = spawnSync('git', args, options);
      return { code: status, said: stdout + stderr };
    },
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
  repository.git('init', '-q', '-b', 'main');
  for (const [path, text] of Object.entries({ 'package.json': '{"name": "shop"}', ...files }))
    repository.write(path, text);
  return repository;
}

/** Everything in a repository's git folder that a person could have written, and its attributes, to compare. */
export function snapshot({ root }: TestRepository): Record<string, string> {
  const at = (path: string) => {
    try {
      return readFileSync(join(root, path), 'utf8');
    } catch {
      return 'none';
    }
  };
  const paths = ['.git/config', '.git/hooks/pre-commit', '.git/octavo/run', '.git/info/attributes', '.gitattributes'];
  return Object.fromEntries(paths.map((path) => [path, at(path)]));
}

/** The text of a notebook that has run: one cell, its count and what it printed. */
export function ranNotebook(source: string, count = 3, printed = '<Model at 0x7f12>'): string {
  const output = { name: 'stdout', output_type: 'stream', text: [`${printed}\n`] };
  const cell = {
    cell_type: 'code',
    execution_count: count,
    id: 'a1b2c3d4',
    metadata: { tags: ['parameters'] },
    outputs: [output],
    source: [source],
  };
  return `${JSON.stringify({ cells: [cell], metadata: { kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' } }, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
}
