import { OctavoError } from '../errors/index.ts';
import { readCommand } from '../host/index.ts';

/**
 * Refuses a project whose repository brings `.venv`, or what the lab keeps in `.octavo`: programs, extensions of the page
 * and signatures of trusted notebooks in there would run as soon as the lab starts, on the machine of everyone who clones
 * it. What is there without being committed was made here, by the person or by Octavo. Throws `lab-folder-committed`.
 */
export async function refuseCommitted(root: string): Promise<void> {
  const paths = ['.venv', '.octavo'].map((name) => `:(icase)${name}`);
  // The setting is one by which a repository could name a program of its own.
  const listed = await readCommand('git', ['-c', 'core.fsmonitor=false', 'ls-files', '-z', '--', ...paths], root);
  const found = (listed ?? '').split('\0').find((path) => /^(\.venv|\.octavo)($|\/)/i.test(path));
  if (found === undefined) return;
  const folder = found.split('/')[0] as string;
  throw new OctavoError(
    'lab-folder-committed',
    `The repository of this project brings ${found}, and what lies in ${folder} runs when the lab starts`,
    { hint: `git rm -r --cached ${folder}, then move ${folder} away: octavo lab makes its own` },
  );
}
