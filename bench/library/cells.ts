/** The same notebook in both languages: a heading, `default_exp`, an import, then prose, an exported function and a lesson in turn. */
export interface NotebookPair {
  typescript: string; // the text of the file
  python: string;
}

export interface PairOptions {
  index: number; // its place among the notebooks; it imports the one before it
  functions: number; // each with prose and a lesson: three cells
  hasRun: boolean; // with counts, outputs and metadata that cleaning takes out
}

type Language = keyof NotebookPair;

interface CellText {
  kind: 'code' | 'markdown';
  source: string;
  shown?: string; // what it evaluates to
}

/** The name of a notebook, and of its module. */
export function moduleName(index: number): string {
  return `part_${String(index).padStart(3, '0')}`;
}

/** One notebook in both languages, of `3 + 3 * functions` cells. */
export function notebookPair(options: PairOptions): NotebookPair {
  return { typescript: notebookText(options, 'typescript'), python: notebookText(options, 'python') };
}

function notebookText(options: PairOptions, language: Language): string {
  const { index, functions, hasRun } = options;
  const texts: CellText[] = [
    { kind: 'markdown', source: `# Part ${index}\n> One of many notebooks, with functions that use each other.` },
    { kind: 'code', source: `${mark(language)}| default_exp ${moduleName(index)}` },
    { kind: 'code', source: importCell(index, language) },
  ];
  for (let number = 0; number < functions; number++) texts.push(...idea(index, number, language));
  const cells = texts.map((text, place) => cellJson(text, { id: cellId(index, place), place, hasRun }));
  const notebook = { cells, metadata: { kernelspec: kernelspecs[language] }, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

const kernelspecs = {
  typescript: { display_name: 'TypeScript (Octavo)', language: 'typescript', name: 'tslab' },
  python: { display_name: 'Python 3', language: 'python', name: 'python3' },
};

function mark(language: Language): string {
  return language === 'python' ? '#' : '//';
}

function importCell(index: number, language: Language): string {
  const [before, name] = [moduleName(Math.max(0, index - 1)), functionName(Math.max(0, index - 1), 0)];
  const lines: Record<Language, string[]> = {
    python: ['import math', `from bench.${before} import ${name} as earlier`],
    typescript: ["import * as path from 'node:path';", `import { ${name} as earlier } from 'bench/${before}';`],
  };
  return [`${mark(language)}| export`, ...lines[language].slice(0, index === 0 ? 1 : 2)].join('\n');
}

function functionName(index: number, number: number): string {
  return `step_${index}_${number}`;
}

/** Prose, an exported function of ten lines, and a lesson that asserts what it does. */
function idea(index: number, number: number, language: Language): CellText[] {
  const name = functionName(index, number);
  const prose = `## Step ${number}\nA sum over the values, weighted by their places, and kept within bounds:\n\n- small inputs stay small;\n- no input gives nothing.`;
  const value = 14 + number;
  const source = {
    python: `#| export
def ${name}(
    values:list, # numbers to be summed up
    bound:float=1000 # no result is larger
)->float: # the weighted sum
    "Sums values up by their places, starting from ${number}"
    total = ${number}
    for place,value in enumerate(values):
        if value < 0: continue
        total += value * (place + 1)
    return min(total, bound)`,
    typescript: `//| export
/** Sums values up by their places, starting from ${number}. */
function ${name}(
  values: number[], // numbers to be summed up
  bound = 1000, // no result is larger
): number {
  let total = ${number};
  for (const [place, value] of values.entries()) {
    if (value < 0) continue;
    total += value * (place + 1);
  }
  return Math.min(total, bound);
}`,
  };
  const lesson = {
    python: `assert ${name}([]) == ${number}\nassert ${name}([1, 2, 3]) == ${value}\n${name}([1, 2, 3])`,
    typescript: `if (${name}([]) !== ${number}) throw new Error('nothing');\nif (${name}([1, 2, 3]) !== ${value}) throw new Error('sum');\n${name}([1, 2, 3])`,
  };
  return [
    { kind: 'markdown', source: prose },
    { kind: 'code', source: source[language] },
    { kind: 'code', source: lesson[language], shown: `${value}` },
  ];
}

function cellId(index: number, place: number): string {
  return (index * 1000 + place + 0x10000000).toString(16);
}

function cellJson(text: CellText, { id, place, hasRun }: { id: string; place: number; hasRun: boolean }): object {
  const source = text.source.split(/(?<=\n)/);
  const metadata = hasRun ? { collapsed: false, execution: { 'iopub.status.busy': '2026-11-21T10:00:00.000Z' } } : {};
  if (text.kind === 'markdown') return { cell_type: 'markdown', id, metadata: {}, source };
  const count = hasRun ? place + 1 : null;
  const data = { 'text/plain': [`<Sum at 0x7f${id}10> ${text.shown}`] };
  const outputs =
    hasRun && text.shown ? [{ data, execution_count: count, metadata: {}, output_type: 'execute_result' }] : [];
  return { cell_type: 'code', execution_count: count, id, metadata, outputs, source };
}
