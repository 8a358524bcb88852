// Generated from notebooks/30_library/18_export_project.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30ae0003 30ae0004

// %% notebooks/30_library/18_export_project.ipynb#30ae0003 fa5aa678
import { soundProject, finishReplacing, type Host, nodeHost } from '../host/index.ts';
import { type ExportChoice, type ExportPlan, planExportOf } from './export-plan.ts';
import { withFileLines } from './problem-places.ts';
import { recallState, rememberState } from './remember.ts';
import { type LibraryState, readState } from './state.ts';
import { writeTogether } from './write-together.ts';

// %% notebooks/30_library/18_export_project.ipynb#30ae0004 134b411d
/** What to export, and whether to write. */
export interface ExportOptions extends ExportChoice {
  root?: string; // any folder of the project; default: where the process is
  state?: LibraryState; // of a process that lives on; what is written is known to it afterwards
  write?: boolean; // default true; false only plans, as `--check` and `--dry-run` do
}

/** An export as it was done, or only planned. */
export interface ExportResult extends ExportPlan {
  written: boolean; // false when there were problems, or when it was only planned
}

/** Exports the notebooks of a project to its library. Problems of the notebooks, and edits of modules that would be lost, are in the result, all of them, and then nothing is written. Throws `library-no-notebooks`, `library-no-such-file`, `file-changed`, `file-unwritable`. */
export async function exportProject(options: ExportOptions = {}, host: Host = nodeHost): Promise<ExportResult> {
  const project = options.state?.project ?? soundProject(options.root ?? host.cwd());
  await finishReplacing(project.root, host.files);
  const recalls = options.state === undefined && options.only === undefined && options.write !== false;
  const recalled = recalls ? await recallState(project, host) : undefined;
  const state = recalled?.state ?? options.state ?? (await readState(project, host));
  const planned = planExportOf(state, options);
  const problems = await withFileLines(planned.problems, state, host);
  const plan = { ...planned, problems, warnings: await withFileLines(planned.warnings, state, host) };
  if (plan.problems.length > 0 || options.write === false) return { ...plan, written: false };
  await writeTogether(state, plan.changes, host);
  const written = plan.changes.filter((change) => change.action !== 'removed').map((change) => change.path);
  if (recalled && !(recalled.isKnown && plan.changes.length === 0)) await rememberState(recalled, written, host);
  return { ...plan, written: true };
}
