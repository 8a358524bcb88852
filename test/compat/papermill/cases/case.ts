import type { DeviationName } from '../deviations.ts';

/** One notebook that papermill and Octavo both run, and what is said about it. */
export interface Case {
  name: string;
  notebook?: string; // of the folder notebooks/, without ending: it is the input; without it there is none, or it is in `files`
  at?: string; // path of the input, when that matters; else `<notebook>.ipynb`
  output?: string; // else out.ipynb
  written?: string; // where the executed notebook is, when `output` is a template
  args?: string[]; // behind input and output; {folder} is the folder of the side
  files?: Record<string, string>; // more files, by path
  stderr?: string[]; // both say it
  octavoStderr?: string[];
  papermillStderr?: string[];
  code?: number; // of papermill; where it is not given, whatever it is
  deviations?: DeviationName[]; // where the two are meant to differ
}
