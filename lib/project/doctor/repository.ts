import { join } from 'node:path';
import { isOctavoError } from '../../errors/index.ts';
import { readCommand } from '../../host/index.ts';
import { listHooks } from '../hooks/list.ts';
import { type Check, exists, type Finding } from './finding.ts';

/** What running and installing makes, and nobody wants to commit. */
const ignored = ['node_modules/', 'dist/', '.octavo/', 'local_data/'];

/** The git repository around the project: there, and not keeping what is made. */
export const checkRepository: Check = async ({ project, host }): Promise<Finding[]> => {
  const { root } = project;
  if ((await readCommand('git', ['rev-parse', '--is-inside-work-tree'], root))?.trim() !== 'true') {
    if ((await readCommand('git', ['--version'], root)) === undefined) return []; // said by another check
    const sentence = 'the project is not in a git repository';
    return [{ code: 'repository-missing', level: 'warning', sentence, command: 'git init' }];
  }
  const findings: Finding[] = [];
  const listed = await readCommand('git', ['ls-files', '--', ...ignored.map((path) => `${path}*`)], root);
  const tracked = (listed ?? '').split('\n').filter((path) => path !== '' && !path.endsWith('README.md'));
  const folders = [...new Set(tracked.map((path) => `${path.split('/')[0]}/`))].filter((one) => ignored.includes(one));
  if (folders.length > 0) {
    const sentence = `what is made is committed: ${folders.join(', ')}`;
    findings.push({
      code: 'made-is-tracked',
      level: 'warning',
      sentence,
      command: `git rm -r -q --cached ${folders.join(' ')}`,
    });
  }
  const asked = ignored.map((path) => `${path}x`);
  const known = (await readCommand('git', ['check-ignore', '--no-index', '--', ...asked], root)) ?? '';
  const lines = new Set(known.split('\n'));
  const missing = ignored.filter((path) => !lines.has(`${path}x`));
  if (missing.length > 0) {
    const file = join(root, '.gitignore');
    const text = (await exists(file, host)) ? await host.files.readText(file) : '\n';
    const add = `printf '%s\\n' ${missing.join(' ')}`;
    const isWhole = text === '' || text.endsWith('\n'); // otherwise the first would be joined to the last line
    const command = isWhole ? `${add} >> .gitignore` : `{ echo; ${add}; } >> .gitignore`;
    const sentence = `.gitignore lets git keep ${missing.join(', ')}`;
    findings.push({ code: 'gitignore-lacks', level: 'warning', sentence, command });
  }
  return findings;
};

/** Git must clean, compare and merge notebooks with Octavo, and check them before a commit. */
export const checkHooks: Check = async ({ project, host }): Promise<Finding[]> => {
  try {
    const { installed, states } = await listHooks(project.root, host);
    const command = 'npx octavo hooks install';
    if (!installed) {
      const sentence = 'git knows nothing of notebooks here: no hooks are installed';
      return [{ code: 'hooks-missing', level: 'warning', sentence, command }];
    }
    return states.flatMap(({ part, missing }): Finding[] => {
      if (missing === undefined) return [];
      return [
        { code: 'hooks-damaged', level: 'warning', sentence: `the hook "${part}" does not work: ${missing}`, command },
      ];
    });
  } catch (error) {
    if (!isOctavoError(error)) throw error;
    if (error.code === 'hooks-no-git' || error.code === 'hooks-no-repository') return []; // said by other checks
    return [{ code: 'hooks-unknown', level: 'warning', sentence: error.message, hint: error.hint }];
  }
};
