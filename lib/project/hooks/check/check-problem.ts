import type { CheckName } from './settings.ts';

/** Something that should not be committed. */
export interface CheckProblem {
  check: CheckName;
  path: string; // from the top of the worktree
  line?: number | undefined; // of the file
  cell?: string | undefined;
  message: string;
  hint: string;
}
