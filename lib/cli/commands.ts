import type { Command } from './command.ts';

export interface CommandEntry {
  name: string; // one word, or two as `text show`
  summary: string;
  load: () => Promise<{ command: Command }>;
  ahead?: () => Promise<Ahead>; // what begins while the command itself loads
}

/** Starts what a command will most likely need, by the look of its words; `end` ends what it did not need. */
export interface Ahead {
  begin: (words: string[]) => Promise<void>;
  end: () => void;
}

/** Every command. The modules load only when they are asked for, so that `octavo --help` stays quick. */
export const commandList: CommandEntry[] = [
  {
    name: 'start',
    summary: 'run the iris workflow, then show its runs and what to open',
    load: () => import('./commands/start.ts'),
  },
  {
    name: 'new',
    summary: 'make a project: notebooks, the library they export, tests, a workflow',
    load: () => import('./commands/new.ts'),
  },
  {
    name: 'lab',
    summary: 'open JupyterLab on this project, with the TypeScript kernel and the Runs panel',
    load: () => import('./commands/lab.ts'),
  },
  {
    name: 'run',
    summary: 'run a notebook with parameters and keep its executed copy',
    load: () => import('./commands/run.ts'),
    ahead: () => import('./run-ahead.ts'),
  },
  {
    name: 'papermill',
    summary: "run a notebook by papermill's own rules and options",
    load: () => import('./commands/papermill.ts'),
    ahead: () => import('./run-ahead.ts'),
  },
  {
    name: 'inspect',
    summary: 'show the parameters of a notebook',
    load: () => import('./commands/inspect.ts'),
  },
  {
    name: 'report',
    summary: 'make a page or a PDF of an executed notebook, to show or to send',
    load: () => import('./commands/report.ts'),
  },
  {
    name: 'text show',
    summary: 'print a notebook as text, to read, review or edit it',
    load: () => import('./commands/text-show.ts'),
  },
  {
    name: 'text apply',
    summary: 'put an edited text view back into its notebook',
    load: () => import('./commands/text-apply.ts'),
  },
  {
    name: 'diff',
    summary: 'show what changed in notebooks since a revision, cell by cell',
    load: () => import('./commands/diff.ts'),
  },
  {
    name: 'merge',
    summary: 'merge two versions of a notebook cell by cell, as git does files line by line',
    load: () => import('./commands/merge.ts'),
  },
  {
    name: 'resolve',
    summary: 'settle the conflicts that a merge left in a notebook',
    load: () => import('./commands/resolve.ts'),
  },
  {
    name: 'clean',
    summary: 'take execution counts, addresses, times and absolute paths out of notebooks',
    load: () => import('./commands/clean.ts'),
  },
  {
    name: 'export',
    summary: 'write the exported cells of the notebooks to the library',
    load: () => import('./commands/export.ts'),
  },
  {
    name: 'watch',
    summary: 'keep notebooks and modules in step while you edit either',
    load: () => import('./commands/watch.ts'),
  },
  {
    name: 'where',
    summary: 'say which notebook cell a line of a module comes from, and the other way round',
    load: () => import('./commands/where.ts'),
  },
  {
    name: 'update',
    summary: 'bring edits of library modules back to their notebooks',
    load: () => import('./commands/update.ts'),
  },
  {
    name: 'test',
    summary: 'run notebooks as tests: a cell that throws is a failure',
    load: () => import('./commands/test.ts'),
  },
  {
    name: 'doctor',
    summary: 'look for what is missing or out of step in a project, and say what to type',
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'prepare',
    summary: 'make a project ready to commit: export, test, clean, README',
    load: () => import('./commands/prepare.ts'),
  },
  {
    name: 'build',
    summary: 'make a package of the library: JavaScript, declarations, source maps that lead to the cells',
    load: () => import('./commands/build.ts'),
  },
  {
    name: 'hooks install',
    summary: 'set this git repository up for notebooks: clean commits, readable diffs, merges by cell',
    load: () => import('./commands/hooks-install.ts'),
  },
  {
    name: 'hooks remove',
    summary: 'undo octavo hooks install',
    load: () => import('./commands/hooks-remove.ts'),
  },
  {
    name: 'hooks list',
    summary: 'show which git hooks of this project are set up, and whether they work',
    load: () => import('./commands/hooks-list.ts'),
  },
  {
    name: 'hooks check',
    summary: 'check what is staged: clean notebooks, exported library, secrets, large files',
    load: () => import('./commands/hooks-check.ts'),
  },
  {
    name: 'hooks filter',
    summary: 'clean notebooks for git, over its filter protocol (git starts this)',
    load: () => import('./commands/hooks-filter.ts'),
  },
  {
    name: 'hooks textconv',
    summary: 'print what git diff compares of a notebook (git starts this)',
    load: () => import('./commands/hooks-textconv.ts'),
  },
  {
    name: 'runs list',
    summary: 'list recorded runs, the newest first',
    load: () => import('./commands/runs-list.ts'),
  },
  {
    name: 'runs show',
    summary: 'show one recorded run with all it holds',
    load: () => import('./commands/runs-show.ts'),
  },
  {
    name: 'runs compare',
    summary: 'show where recorded runs differ',
    load: () => import('./commands/runs-compare.ts'),
  },
  {
    name: 'server',
    summary: 'answer questions about the runs of this project over HTTP',
    load: () => import('./commands/server.ts'),
  },
  {
    name: 'kernel install',
    summary: "install Octavo's kernel for Jupyter, in this project or for this user",
    load: () => import('./commands/kernel-install.ts'),
  },
  {
    name: 'kernel list',
    summary: 'list the Jupyter kernels that a notebook can run on',
    load: () => import('./commands/kernel-list.ts'),
  },
];
