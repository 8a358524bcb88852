// Generated from notebooks/30_library/15_export_project.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30ae0003 30ae0004

// %% notebooks/30_library/15_export_project.ipynb#30ae0003 2eb75c16
import { findProject, finishReplacing, type Host, nodeHost, replaceTogether } from '../host/index.ts';
import { type ExportPlan, planExport } from './plan.ts';

// %% notebooks/30_library/15_export_project.ipynb#30ae0004 70122c75
/** What to export, and whether to write. */
export interface ExportOptions {
  root?: string; // any folder of the project; default: where the process is
  write?: boolean; // default true; false only plans, as `--check` and `--dry-run` do
}

/** An export as it was done, or only planned. */
export interface ExportResult extends ExportPlan {
  written: boolean; // false when there were problems, or when it was only planned
}

/** Exports the notebooks of a project to its library. Problems of the notebooks are in the result, all of them, and then nothing is written. Throws `library-no-notebooks`, `file-unwritable`. */
export async function exportProject(options: ExportOptions = {}, host: Host = nodeHost): Promise<ExportResult> {
  const project = findProject(options.root ?? host.cwd());
  await finishReplacing(project.root, host.files);
  const plan = await planExport(project, host);
  if (plan.problems.length > 0 || options.write === false) return { ...plan, written: false };
  const changes = plan.changes.map(({ path, text }) => ({ path, text }));
  if (changes.length > 0) await replaceTogether(project.root, changes, host.files);
  return { ...plan, written: true };
}
