import type { CheckProblem } from '../../project/hooks/check/check-problem.ts';
import { checkStaged } from '../../project/hooks/check/check-staged.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'check what is staged: clean notebooks, exported library, secrets, large files',
  usage: 'octavo hooks check [options]',
  description: [
    'What the pre-commit hook runs. It reads the staged contents, not the files on the disk, and changes nothing. Exit 1 when something should',
    'not be committed. "octavo": { "hooks": { "skip": ["export"], "maxFileMegabytes": 20, "allowSecrets": [] } } in package.json.',
  ].join('\n'),
  options: { all: { type: 'boolean', help: 'check every tracked file, as it is staged or committed' } },
  examples: ['octavo hooks check', 'octavo hooks check --all --json'],
  run: async ({ values }, io) => {
    const { files, problems } = await checkStaged(process.cwd(), { all: values.all === true });
    if (values.json) io.out(`${JSON.stringify({ files, problems })}\n`);
    else for (const problem of problems) io.out(`${place(problem)} ${problem.message}\n  try: ${problem.hint}\n`);
    if (problems.length === 0) return 0;
    const noun = problems.length === 1 ? 'problem' : 'problems';
    io.err(`octavo: ${problems.length} ${noun} in what is staged; without this check: git commit --no-verify\n`);
    return 1;
  },
};

function place({ path, line, cell }: CheckProblem): string {
  return `${path}${line === undefined ? '' : `:${line}`}${cell === undefined ? '' : ` cell ${cell}`}:`;
}
