import type { NewProject } from './create-project.ts';

const gitSentences: Record<NewProject['git'], string | undefined> = {
  initialised: 'git repository, nothing committed yet',
  existing: 'the git repository that was there',
  inside: 'it lies in a git repository of something else, which stays as it is',
  missing: 'no git on this machine, so no repository',
  unwanted: undefined,
};

/** What was made, and what to type next. `folder` is how the user would name the project's folder. */
export function describeNewProject(made: NewProject, folder: string): string {
  if (!made.written) {
    return `${made.files.map((path) => `${folder}/${path}\n`).join('')}${made.files.length} files (not written), and lib/\n`;
  }
  const git = gitSentences[made.git];
  const hooks = made.hooks ? ', with hooks that clean, compare and merge notebooks' : '';
  const facts = [`${made.files.length} files`, packagesSentence(made), git && `${git}${hooks}`];
  const told = facts.filter((fact) => fact !== undefined).map((fact) => `  ${fact}\n`);
  return `${made.name}: a project in ${folder}\n${told.join('')}\nNext:\n${nextSteps(made, folder)}`;
}

function packagesSentence({ packages, linked, missing }: NewProject): string | undefined {
  if (packages === 'installed') return 'packages from the npm registry';
  if (packages === 'none') return undefined;
  const lacks = missing.length > 0 ? `; not beside it: ${missing.join(', ')}, which npm install brings` : '';
  return `packages: links to those of this Octavo (${linked.join(', ')})${lacks}`;
}

function nextSteps({ packages, missing }: NewProject, folder: string): string {
  const enter = folder === '.' || folder === process.cwd() ? [] : [[`cd ${folder}`, '']];
  const steps = [
    ...enter,
    ...(packages === 'none' ? [['npm install', '']] : []),
    missing.includes('vitest')
      ? ['npx octavo test --kernel', 'the lesson in notebooks/']
      : ['npm test', 'the lesson in notebooks/, then test/'],
    ['npm start', 'the workflow in workflows/daily, recorded as a run'],
    ['npm run lab', 'JupyterLab (needs Python 3.10 or newer)'],
    ['npm run doctor', 'what is missing or out of step, and what to type'],
  ];
  const width = Math.max(...steps.map(([typed]) => (typed as string).length)) + 2;
  return steps
    .map(([typed, why]) => `  ${(typed as string).padEnd(width)}${why}`.trimEnd())
    .join('\n')
    .concat('\n');
}
