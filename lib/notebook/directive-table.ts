// Generated from notebooks/20_notebook/09_directive_table.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b8d03 5d0b8d05 5d0b8d07 5d0b8d09 5d0b8d0a 5d0b8d0c

// %% notebooks/20_notebook/09_directive_table.ipynb#5d0b8d03 e099704f
/** One directive, for whoever reads notebooks and for docs/directives.md. */
export interface DirectiveEntry {
  what: string; // sentences
  values?: readonly string[]; // all that it takes, besides nothing
  takes?: string; // what its value is, where it is free: `MODULE`
  readBy: readonly DirectiveReader[];
  from: 'nbdev' | 'Quarto' | 'Octavo';
  example: string; // the lines of a cell
  place?: 'cell' | 'line'; // default: the top of a cell
  differs?: string; // what its origin does otherwise
}

/** What reads a directive. `documentation` is for programs that make pages of notebooks. */
export type DirectiveReader = 'export' | 'test' | 'kernel' | 'clean' | 'documentation';

// %% notebooks/20_notebook/09_directive_table.ipynb#5d0b8d05 89b5480d
/** @internal */
export const exportDirectives = {
  default_exp: {
    what: 'The module that the exported cells of this notebook go to, without an ending; once per notebook. It may stand in the metadata of the notebook too, as `"nbdev": { "default_exp": "run/paths" }`.',
    takes: 'MODULE',
    readBy: ['export'],
    from: 'nbdev',
    example: '//| default_exp run/paths',
    differs: 'In nbdev `run.paths` means the file run/paths; here a dot is a part of the name.',
  },
  export: {
    what: 'The cell goes to the library module, with `export` before its declarations. With a name, to that module. A markdown cell goes into the comment at the top of the module.',
    takes: 'MODULE',
    readBy: ['export'],
    from: 'nbdev',
    example: "//| export\nconst root = '/';",
  },
  exports: {
    what: 'As `export`, and the documentation shows the source too.',
    takes: 'MODULE',
    readBy: ['export', 'documentation'],
    from: 'nbdev',
    example: "//| exports\nconst root = '/';",
  },
  exporti: {
    what: 'As `export`, but internal: the declarations are marked `@internal` and stay out of the index of their folder.',
    takes: 'MODULE',
    readBy: ['export'],
    from: 'nbdev',
    example: '//| exporti\nconst depth = 3;',
  },
  exportd: {
    what: 'The cell goes into the comment at the top of the module: code as an example, prose as it is. The comment begins with the line `> …` below the heading of the notebook.',
    takes: 'MODULE',
    readBy: ['export', 'documentation'],
    from: 'nbdev',
    example: "//| exportd\njoin('a', 'b') // a/b",
    differs:
      'In nbdev every module has a docstring, of the line `> …` alone if need be; here only a module whose cells ask for it.',
  },
} as const satisfies Record<string, DirectiveEntry>;

// %% notebooks/20_notebook/09_directive_table.ipynb#5d0b8d07 9ae3dcf8
/** @internal */
export const runDirectives = {
  eval: {
    what: '`eval: false`: the cell is shown, but does not run when notebooks are tested. `eval: true` runs it in a notebook whose front matter says `eval: false`.',
    values: ['true', 'false'],
    readBy: ['test', 'documentation'],
    from: 'Quarto',
    example: '//| eval: false\nawait launchMissiles();',
    differs: 'In nbdev `eval: False` counts as `false` and any other word as `true`; here both are refused.',
  },
  skip_exec: {
    what: '`skip_exec: true` in the front matter: no cell of the notebook runs when notebooks are tested. On a cell: this one does not, as `eval: false`.',
    values: ['true', 'false'],
    readBy: ['test'],
    from: 'nbdev',
    example: '//| skip_exec\nawait fetchEverything();',
    differs:
      'In nbdev it stands in front matter alone, and the notebook counts as passed; here it is counted as skipped, with the reason.',
  },
  notest: {
    what: 'The cell runs in tests only when asked for, with `octavo test --flags notest`. A project may have more such words.',
    readBy: ['test'],
    from: 'nbdev',
    example: '//| notest\nawait fetchEverything();',
  },
  exec_doc: {
    what: 'The cell runs anew whenever the documentation is made.',
    readBy: ['documentation'],
    from: 'nbdev',
    example: '//| exec_doc\nnew Date()',
  },
  types: {
    what: '`types: warn`: type errors are shown beside the output, and the cell runs; `types: off`: they are not looked for; `types: error`: the cell does not run. The kernel sees the text of a cell alone, so it must stand there, not in the metadata.',
    values: ['error', 'warn', 'off'],
    readBy: ['kernel'],
    from: 'Octavo',
    example: '//| types: off\nconst n: number = JSON.parse(text);',
  },
  keep: {
    what: 'Cleaning keeps the outputs of the cell, because they teach.',
    readBy: ['clean'],
    from: 'Octavo',
    example: '//| keep\nplot(prices)',
  },
} as const satisfies Record<string, DirectiveEntry>;

// %% notebooks/20_notebook/09_directive_table.ipynb#5d0b8d09 0a2d0123
/** @internal */
export const pageDirectives = {
  hide: {
    what: 'The cell is left out.',
    readBy: ['documentation'],
    from: 'nbdev',
    example: '//| hide\nawait cleanUp();',
  },
  hide_line: {
    what: 'The line is left out that this stands at the end of.',
    readBy: ['documentation'],
    from: 'nbdev',
    example: 'const key = secret(); //| hide_line',
    place: 'line',
  },
  filter_stream: {
    what: 'Lines that a cell printed are left out when one of the words is in them.',
    takes: 'WORD …',
    readBy: ['documentation'],
    from: 'nbdev',
    example: '//| filter_stream Warning DEBUG\ntrain()',
  },
  echo: {
    what: '`echo: false`: the source is left out, the output is shown. `echo: fenced` shows the directives too.',
    values: ['true', 'false', 'fenced'],
    readBy: ['documentation'],
    from: 'Quarto',
    example: '//| echo: false\nplot(prices)',
  },
  output: {
    what: '`output: false`: the output is left out. `output: asis`: it is markdown.',
    values: ['true', 'false', 'asis'],
    readBy: ['documentation'],
    from: 'Quarto',
    example: '//| output: asis\nprintTable()',
  },
  include: {
    what: '`include: false`: the cell runs, and neither its source nor its output is shown.',
    values: ['true', 'false'],
    readBy: ['documentation'],
    from: 'Quarto',
    example: '//| include: false\nsetUp()',
  },
  warning: {
    what: '`warning: false`: what the cell writes to stderr is left out.',
    values: ['true', 'false'],
    readBy: ['documentation'],
    from: 'Quarto',
    example: '//| warning: false\ntrain()',
  },
} as const satisfies Record<string, DirectiveEntry>;

// %% notebooks/20_notebook/09_directive_table.ipynb#5d0b8d0a 9fe46dad
/** @internal */
export const figureDirectives = {
  'code-fold': {
    what: '`code-fold: true`: the source is folded. `code-fold: show`: it can be folded.',
    values: ['true', 'false', 'show'],
    readBy: ['documentation'],
    from: 'Quarto',
    example: '//| code-fold: true\nplot(prices)',
  },
  'code-summary': {
    what: 'What is written on the fold.',
    takes: 'TEXT',
    readBy: ['documentation'],
    from: 'Quarto',
    example: '//| code-fold: true\n//| code-summary: How it is drawn\nplot(prices)',
  },
  label: {
    what: 'The name by which other parts of the page refer to the cell; it begins with `fig-` or `tbl-` for a figure or a table with a number.',
    takes: 'NAME',
    readBy: ['documentation'],
    from: 'Quarto',
    example: '//| label: fig-prices\n//| fig-cap: Prices since 1990\nplot(prices)',
  },
} as const satisfies Record<string, DirectiveEntry>;

// %% notebooks/20_notebook/09_directive_table.ipynb#5d0b8d0c 2d181133
/** Every directive, by name. */
export const directiveTable: Readonly<Record<string, DirectiveEntry>> = {
  ...exportDirectives,
  ...runDirectives,
  ...pageDirectives,
  ...figureDirectives,
};

/** The directives that decide what goes to the library: one that is misspelt would lose text without a word. */
export const exportDirectiveNames: readonly string[] = Object.keys(exportDirectives);

/** Tells whether a name is another option of a Quarto cell, which is Quarto's to check. */
export function isQuartoOption(name: string): boolean {
  return (
    /^(?:fig|tbl|lst|code|cap|layout|html|pdf|docx|revealjs)-[a-z-]+$/.test(name) ||
    ['column', 'classes', 'tags', 'layout', 'panel', 'error', 'message', 'cache', 'renderings', 'id'].includes(name)
  );
}
