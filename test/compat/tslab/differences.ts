/** One way in which Octavo's kernel is not like stock tslab 1.0.22. `docs/kernel.md` shows the list as a table. */
export interface Difference {
  tslab: string; // what it does, in markdown
  octavo: string;
  why: string;
  cases: string[]; // the cases of the corpus in which it is seen
}

export const differences: Difference[] = [
  {
    tslab: 'Prints the last expression to stdout, a text without quotes, `null` not at all',
    octavo: 'Sends it as the result of the cell (`execute_result`): a text in quotes, `null` as `null`',
    why: 'A result has a number, can be rich, and is told apart from what was printed',
    cases: ['a text', 'null', 'what a value is on the wire', 'an error as a value'],
  },
  {
    tslab: 'A display has the one type that it was given',
    octavo: 'It has a `text/plain` beside it',
    why: 'Consoles, diffs and search can show nothing else',
    cases: ['what a display is on the wire'],
  },
  {
    tslab: 'Prints errors to stderr',
    octavo: 'Sends `error` with name, message and traceback, in the lines of the cell as written',
    why: 'papermill, nbclient and JupyterLab need it to tell which cell failed and why',
    cases: ['an error on the wire'],
  },
  {
    tslab: 'A function keeps the value that a variable had when the cell of the function ended',
    octavo: 'A function sees the variable as it is now, assigned or declared again',
    why: 'It is what the same lines do in a file',
    cases: [
      'a function sees a variable that was assigned later',
      'a function sees a variable that was declared again',
      'a function calls another that was declared again',
    ],
  },
  {
    tslab: 'When a cell fails, nothing that it declared stays',
    octavo: 'What was declared before the failing line stays',
    why: 'A long cell that fails in its last line need not run again',
    cases: ['names declared before an error', 'what was declared before a failing await'],
  },
  {
    tslab: '`var` in a block is not there in later cells, and `export` is refused',
    octavo: 'Both work; `export` is ignored',
    why: 'A line may move between a cell and a file',
    cases: ['var, in a block too', 'export before a declaration'],
  },
  {
    tslab: 'Cells are sloppy scripts',
    octavo: 'Cells are strict, like modules',
    why: 'An exported cell becomes a module, and must mean the same there',
    cases: ['strict mode'],
  },
  {
    tslab:
      '`await (…)`, `await […]`, `await {…}` and `for await` at the top of a cell fail, unless a plain `await name` is near',
    octavo: 'Every form of top-level `await` works',
    why: 'The syntax tree tells what is an `await`, not an error of the compiler',
    cases: [
      'await of a bracket',
      'await of an array',
      'for await',
      'for await over a generator of an earlier cell',
      'a thenable',
    ],
  },
  {
    tslab: '`import x = require(…)` is refused',
    octavo: 'It works',
    why: 'Cells may use CommonJS packages in the way that TypeScript has for them',
    cases: ['import with require'],
  },
  {
    tslab: 'Packages whose only doors are in `exports`, and packages with a top-level `await`, cannot be imported',
    octavo: 'They can: Node resolves and loads what a cell imports',
    why: 'Most packages of today are such',
    cases: ['a package whose exports map is its only door', 'a package with a top-level await'],
  },
  {
    tslab: 'Refuses `.ts` at the end of an import, and `import.meta`; has no `__dirname`',
    octavo: 'Takes both, and has `__dirname` and `__filename` too',
    why: 'It is how Node runs TypeScript, and what its types promise',
    cases: ['a file of the project as .ts', 'import.meta', '__dirname and __filename'],
  },
  {
    tslab: 'Imports a file of the project without an extension, and JSON without saying so',
    octavo:
      "Wants `./double.ts` (or `./double.js`, which both take) and `with { type: 'json' }`, as Node does; `require` of JSON works in both",
    why: 'What a cell imports, a module that is exported from it imports in the same way',
    cases: ['a file of the project without an extension', 'a JSON file'],
  },
  {
    tslab:
      'A cell that begins with `/** @module name */` becomes a module that other cells import; with `@jsx` it is TSX',
    octavo: 'The comment means nothing. A cell is exported to a file by `//| export`, or the file is written by hand',
    why: 'A module of the library is a file, which tests and editors see too',
    cases: ['a cell that is a module of its own', 'JSX in a cell that is a module'],
  },
  {
    tslab: 'Loses output, and the end of the cell, after about 500 messages in a row',
    octavo: 'Loses nothing; a slow reader makes the cell wait',
    why: 'A training loop prints more than that',
    cases: ['2,000 lines'],
  },
  {
    tslab: 'What a timer prints goes to the cell that runs then',
    octavo: 'It goes to the cell that set the timer',
    why: 'Otherwise outputs stand under the wrong cell',
    cases: ['a timer that rings while a later cell runs'],
  },
  {
    tslab: 'What child processes and native code print is not shown',
    octavo: 'It is shown under the cell that began it',
    why: '`stdio: "inherit"` is how most tools are called',
    cases: ['what a child process prints by itself'],
  },
  {
    tslab: 'A rejection that nobody handles, or a timer that throws, leaves the cell ok',
    octavo: 'It fails the cell that caused it, and a headless run with it',
    why: 'A failure must not pass for a result',
    cases: ['a rejection that nobody handles', 'a timer that throws'],
  },
  {
    tslab: 'An endless loop behind an `await` cannot be interrupted',
    octavo: 'It can, and the variables stay',
    why: 'Otherwise the kernel must be killed',
    cases: ['a loop after an await is interrupted'],
  },
  {
    tslab: 'Has no `strict` and reads no `tsconfig.json`',
    octavo: 'Checks under the `tsconfig.json` of the project, and is strict where there is none',
    why: 'Cells and modules of one project are checked alike',
    cases: ['a parameter without a type', 'null where a value is wanted', 'a discriminated union'],
  },
  {
    tslab: 'Decorators are those of old TypeScript',
    octavo: 'Decorators are those of the standard; the old ones with `experimentalDecorators` in `tsconfig.json`',
    why: 'It is what TypeScript does',
    cases: ['a decorator with the legacy arguments', 'a decorator of the standard'],
  },
  {
    tslab: 'TypeScript 5.0 with the library of ES2020: no `using`, no newer methods (`toSorted`, `Set.union`)',
    octavo: 'TypeScript 7 with the library of the Node that runs the cells',
    why: 'What Node can run, a cell may use',
    cases: ['using', 'iterator helpers and Set methods', 'a newer method of arrays'],
  },
  {
    tslab: 'Says that a cell is complete when it is no TypeScript, and that an open template is complete',
    octavo: 'Says `invalid`, and `incomplete`',
    why: 'A console then waits for the missing line, or shows the error at once',
    cases: ['incomplete cells', 'a cell that cannot become one'],
  },
];
