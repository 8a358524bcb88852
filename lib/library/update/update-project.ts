// Generated from notebooks/30_library/19_update/07_update_project.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30c00003 30c00004

// %% notebooks/30_library/19_update/07_update_project.ipynb#30c00003 efd839ea
import { soundProject, finishReplacing, type Host, nodeHost } from '../../host/index.ts';
import { planUpdateOf, type UpdateChoice, type UpdatePlan } from './plan-update.ts';
import { withFileLines } from '../problem-places.ts';
import { type LibraryState, readState } from '../state.ts';
import { writeTogether } from '../write-together.ts';

// %% notebooks/30_library/19_update/07_update_project.ipynb#30c00004 92bb02a6
/** What to update, and whether to write. */
export interface UpdateOptions extends UpdateChoice {
  root?: string; // any folder of the project; default: where the process is
  state?: LibraryState; // of a process that lives on; what is written is known to it afterwards
  write?: boolean; // default true; false only plans, as `--check` and `--dry-run` do
}

/** An update as it was done, or only planned. */
export interface UpdateResult extends UpdatePlan {
  written: boolean;
}

/** Brings edits of modules back to their notebooks, and exports these. What is refused and what is wrong is in the result, and then nothing is written. Throws `library-no-notebooks`, `library-no-such-file`, `file-changed`, `file-unwritable`. */
export async function updateProject(options: UpdateOptions = {}, host: Host = nodeHost): Promise<UpdateResult> {
  const project = options.state?.project ?? soundProject(options.root ?? host.cwd());
  await finishReplacing(project.root, host.files);
  const state = options.state ?? (await readState(project, host));
  const planned = planUpdateOf(state, options);
  const problems = await withFileLines(planned.problems, state, host);
  const told = await withFileLines(
    planned.refused.map(({ problem }) => problem),
    state,
    host,
  );
  const refused = planned.refused.map((one, index) => ({ ...one, problem: told[index] ?? one.problem }));
  const plan = { ...planned, problems, refused };
  if (options.write === false || plan.refused.length > 0 || plan.problems.length > 0)
    return { ...plan, written: false };
  await writeTogether(state, [...plan.notebooks, ...plan.changes], host);
  return { ...plan, written: true };
}
