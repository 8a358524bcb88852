import type { Loose } from './normalise.ts';

// The table "Where Octavo differs from papermill" in docs/run.md, as what is measured. A test holds the two together:
// a line in the one needs its entry in the other.

/** A difference that is meant: where it is, and what each side has there. */
export interface ExpectedDifference {
  at: string; // as in Difference; `[*]` is any position, `**` anything
  papermill?: Loose; // `anything`, or left out: nothing is there
  octavo?: Loose;
  sometimes?: boolean; // need not occur in each case
}

/** A line of the table. */
export interface Deviation {
  line: string; // its first column
  differences?: ExpectedDifference[]; // what the cases that name it differ in
  test?: string; // the file of the test with the name of the line, when it is no case
  title?: string; // of that test, when it is not the line
}

export const anything = Symbol('anything');

const cell = 'notebook.cells[*]';
const cellStatus = (papermill: string, octavo: string) => ({
  at: `${cell}.metadata.papermill.status`,
  papermill,
  octavo,
});
const cellFailed = { at: `${cell}.metadata.papermill.exception`, papermill: false, octavo: true };
const errorAdded = { at: `${cell}.outputs[*]`, octavo: anything };

/** A run that broke off: papermill ends as if the rest had run, and forgets what it knows of the kernel. */
const brokeOff: ExpectedDifference[] = [
  { at: 'notebook.metadata.papermill.exception', papermill: null, octavo: true },
  { at: 'notebook.metadata.language_info', octavo: anything },
  cellFailed,
  cellStatus('completed', 'failed'),
  cellStatus('completed', 'pending'),
  { at: `${cell}.execution_count`, papermill: anything, octavo: anything, sometimes: true }, // a kernel that dies may not have said it
  { at: `${cell}.metadata.execution**`, papermill: anything, octavo: anything, sometimes: true },
];
const marked = { at: 'notebook.markers[*]', octavo: anything };
const onlyPapermillWrites = [{ at: 'notebook', papermill: anything }];
const onlyPapermillRuns = [{ at: 'exitCode', papermill: 0, octavo: 1 }, ...onlyPapermillWrites];
const onlyOctavoWrites = [{ at: 'notebook', octavo: anything }];

const inOtherLanguages = {
  test: 'translators.test.ts',
  title: 'but where papermill writes what the language does not mean',
};

const list = [
  {
    line: '`sys.exit(0)`',
    differences: [
      { at: 'notebook.metadata.papermill.exception', papermill: true, octavo: null },
      { at: `${cell}.metadata.papermill.exception`, papermill: true, octavo: false },
      cellStatus('failed', 'completed'),
    ],
  },
  { line: '`sys.exit(3)`', differences: [{ at: 'exitCode', papermill: 1, octavo: anything }] },
  {
    line: 'tag `raises-exception`',
    differences: [
      { at: 'exitCode', papermill: 1, octavo: 0 },
      { at: 'notebook.markers[*]', papermill: anything },
    ],
  },
  {
    line: 'tag `skip-execution`',
    differences: [
      cellStatus('completed', 'pending'),
      { at: `${cell}.metadata.papermill.exception`, papermill: false, octavo: null },
      { at: `${cell}.metadata.papermill.duration`, papermill: 'time', octavo: null },
      { at: `${cell}.metadata.papermill.start_time`, papermill: 'time', octavo: null },
      { at: `${cell}.metadata.papermill.end_time`, papermill: 'time', octavo: null },
    ],
  },
  { line: 'the kernel dies', differences: [marked, errorAdded, ...brokeOff] },
  {
    line: '`--execution-timeout`',
    differences: [{ at: 'exitCode', papermill: 1, octavo: 124 }, marked, errorAdded, ...brokeOff],
  },
  {
    line: 'Ctrl-C',
    test: 'stopped.test.ts',
    differences: [{ at: 'exitCode', papermill: 1, octavo: 130 }, { ...errorAdded, sometimes: true }, ...brokeOff],
  },
  {
    line: 'SIGTERM',
    test: 'stopped.test.ts',
    differences: [
      { at: 'notebook.metadata.papermill.exception', papermill: null, octavo: true },
      { at: 'notebook.metadata.papermill.duration', papermill: null, octavo: 'time' },
      { at: 'notebook.metadata.papermill.end_time', papermill: null, octavo: 'time' },
      { at: 'notebook.metadata.language_info', octavo: anything },
      cellStatus('running', 'failed'),
      cellFailed,
      { at: `${cell}.metadata.papermill.duration`, papermill: null, octavo: 'time' },
      { at: `${cell}.metadata.papermill.end_time`, papermill: null, octavo: 'time' },
      { at: `${cell}.metadata.execution**`, papermill: anything, octavo: anything, sometimes: true },
      { at: `${cell}.execution_count`, papermill: null, octavo: 2 },
      { at: `${cell}.outputs[*]`, octavo: anything },
    ],
  },
  { line: 'failure without an `error` output', differences: [errorAdded] },
  { line: '`nan` and `inf` in `parameters`', differences: onlyOctavoWrites },
  {
    line: 'integers above 2^53',
    differences: onlyPapermillRuns,
  },
  {
    line: 'digits that are not 0 to 9 in `-p`',
    differences: [
      { at: 'notebook.metadata.papermill.parameters.value', papermill: 3, octavo: '٣' },
      { at: `${cell}.source`, papermill: '# Parameters\nvalue = 3\n', octavo: '# Parameters\nvalue = "\\u0663"\n' },
      { at: `${cell}.outputs[*].text`, papermill: 'int 3\n', octavo: "str '٣'\n" },
    ],
  },
  {
    line: '`=` as a value in YAML',
    differences: [{ at: 'exitCode', papermill: 1, octavo: 0 }, ...onlyOctavoWrites],
  },
  {
    line: "YAML: a quoted text that goes on in a line without indent; `!!binary`, `!!omap`; `-y 0`, `-y '[]'`",
    differences: onlyPapermillRuns,
  },
  { line: 'letters in `-b` that are not base64', differences: onlyPapermillRuns },
  { line: 'an attribute in a template (`{lr.real}`)', differences: onlyPapermillRuns },
  { line: 'a notebook of nbformat 3', differences: onlyPapermillRuns },
  {
    line: 'cells without `source` or `metadata`',
    differences: [
      { at: 'exitCode', papermill: 1, octavo: 0 },
      { at: 'notebook', octavo: anything, sometimes: true },
      { at: `${cell}.source`, octavo: '', sometimes: true },
      { at: 'notebook.metadata.language_info', octavo: anything, sometimes: true },
      { at: `${cell}.execution_count`, papermill: null, octavo: 1, sometimes: true },
      { at: `${cell}.metadata**`, papermill: anything, octavo: anything, sometimes: true },
      { at: `${cell}.outputs[*]`, octavo: anything, sometimes: true },
    ],
  },
  {
    line: 'a kernelspec without `language`, and no `language_info`',
    differences: [{ at: 'exitCode', papermill: 1, octavo: 0 }, ...onlyOctavoWrites],
  },
  {
    line: 'a language in other letters (`-l JULIA`); C#, F#, PowerShell as a language',
    differences: [{ at: 'exitCode', papermill: 1, octavo: 0 }, ...onlyOctavoWrites],
  },
  { line: 'an unknown kernel', differences: onlyPapermillWrites },
  { line: 'an unknown engine', differences: [{ at: 'exitCode', papermill: 1, octavo: 2 }] },
  {
    line: '`--report-mode`',
    differences: [{ at: `${cell}.metadata.jupyter.outputs_hidden`, octavo: true }],
  },
  {
    line: '`--inject-paths` when a path is a template',
    differences: [
      {
        at: 'notebook.metadata.papermill.parameters.PAPERMILL_INPUT_PATH',
        papermill: 'in-{name!r:>8}.ipynb',
        octavo: "in-   'abc'.ipynb",
      },
      {
        at: 'notebook.metadata.papermill.parameters.PAPERMILL_OUTPUT_PATH',
        papermill: 'out-{pm[run_uuid]:.0}{name[0]}.ipynb',
        octavo: 'out-a.ipynb',
      },
      { at: `${cell}.source`, papermill: anything, octavo: anything },
    ],
  },
  {
    line: 'a value that leads a path out of its folder',
    differences: onlyPapermillRuns,
  },
  { line: '`--stdout-file` and `--stderr-file` when nothing is printed', test: 'everywhere.test.ts' },
  { line: 'Julia, PowerShell: `$` in a text; a backtick in PowerShell', ...inOtherLanguages },
  { line: 'R, Julia, Scala, C#: letters beyond ASCII; R, C#: control characters', ...inOtherLanguages },
  { line: 'PowerShell, MATLAB: backslashes, line breaks, letters beyond ASCII', ...inOtherLanguages },
  { line: '`nan` and `inf` in R, Julia, Scala, C#, F#, MATLAB', ...inOtherLanguages },
  { line: 'C#, F#: lists of several types', ...inOtherLanguages },
  { line: 'C#: `None`', ...inOtherLanguages },
  { line: 'Bash: a list in a list, or a letter 0', ...inOtherLanguages },
  { line: "a parameter that is no name of a variable (`-p 'x = 1; y' 2`)", differences: onlyPapermillWrites },
  {
    line: '`-p x env:NAME`, `-p x file:PATH`',
    test: 'translators-references.test.ts',
    title: 'octavo run reads them in the cell, as the parameters are declared; to papermill they are text',
  },
  {
    line: 'a name that YAML repeats',
    differences: onlyPapermillRuns,
  },
  {
    line: 'TypeScript: an unknown parameter, a wrong type, no parameters cell',
    test: 'everywhere.test.ts',
  },
  { line: 'saving', test: 'saving.test.ts' },
  { line: 'a GET that is not answered with 200, half a file, an HTML page', test: 'places.test.ts' },
  {
    line: 'the output is a file that is no notebook (`package.json`), or another notebook that no run has written (`octavo run *.ipynb`)',
    test: 'places.test.ts',
  },
  { line: 'the output changed by another program while the run is on', test: 'places.test.ts' },
  { line: 'S3, http: saves on the way', test: 'places.test.ts' },
  {
    line: 'a notebook object as input',
    test: 'api.test.ts',
    differences: [{ at: 'notebook.metadata.papermill.input_path', papermill: anything, octavo: '<folder>/in.ipynb' }],
  },
  { line: 'texts of one stream', test: 'everywhere.test.ts' },
  { line: 'extra key', test: 'everywhere.test.ts' },
] as const satisfies Deviation[];

export type DeviationName = (typeof list)[number]['line'];
export const deviations: readonly Deviation[] = list;
