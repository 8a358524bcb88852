import { formatWhere } from '../../../errors/index.ts';
import { nodeHost, type Project } from '../../../host/index.ts';
import type { CheckProblem } from './check-problem.ts';
import type { StagedFile } from './staged.ts';

/** Whether the library is what the notebooks export, when a notebook or a module is staged. The files on the disk are compared. */
export async function checkExport(
  project: Project,
  prefix: string,
  staged: readonly StagedFile[],
): Promise<CheckProblem[]> {
  const folders = [`${prefix}${project.notebooks}/`, `${prefix}${project.lib}/`];
  if (!staged.some(({ path }) => folders.some((folder) => path.startsWith(folder)))) return [];
  if ((await nodeHost.files.kind(`${project.root}/${project.notebooks}`)) !== 'folder') return [];
  const { exportProject } = await import('../../../library/export-project.ts'); // it loads a parser
  const { changes, problems } = await exportProject({ root: project.root, write: false });
  const told = problems.map((problem): CheckProblem => {
    const { notebook = project.notebooks, fileLine: line, cell } = problem.where ?? {};
    const message = problem.message.replace(`${formatWhere(problem.where)}: `, '');
    const hint = problem.hint ?? 'octavo export --check';
    return { check: 'export', path: prefix + notebook, line, cell, message, hint };
  });
  if (changes.length === 0) return told;
  const message = `is not what the notebooks export (${changes.length} ${changes.length === 1 ? 'module' : 'modules'})`;
  return [
    ...told,
    {
      check: 'export',
      path: `${prefix}${project.lib}`,
      message,
      hint: `octavo export && git add ${prefix}${project.lib}`,
    },
  ];
}
