import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Language = 'typescript' | 'python';

const kernels = {
  typescript: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' },
  python: { name: 'python3', display_name: 'Python 3', language: 'python' },
};

/** Writes a notebook of code cells; a cell may be the parameters cell. */
export function writeNotebook(path: string, language: Language, sources: string[], withParameters = false): void {
  const cells = sources.map((source, index) => ({
    cell_type: 'code',
    id: `cell-${index}`,
    metadata: withParameters && index === 0 ? { tags: ['parameters'] } : {},
    source,
    outputs: [],
    execution_count: null,
  }));
  const notebook = { cells, metadata: { kernelspec: kernels[language] }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(path, JSON.stringify(notebook));
}

/** A copy of one of the notebooks beside this benchmark. */
export function copyFiveCells(folder: string, language: Language): string {
  const path = join(folder, `${language}.ipynb`);
  const from = join(import.meta.dirname, '..', 'notebooks', `five-cells-${language}.ipynb`);
  writeFileSync(path, readFileSync(from));
  return path;
}

/** A notebook with two parameters, for a sweep: the same sums in both languages. */
export function sweepCells(language: Language): string[] {
  if (language === 'typescript') {
    return [
      'const rate: number = 0.1;\nconst seed: number = 1;',
      'const values: number[] = Array.from({ length: 1000 }, (_, index) => (index * 1309 + seed) % 997);',
      'const total = values.reduce((sum, value) => sum + value, 0);',
      "console.log('seed', seed, 'total', total, 'scaled', (total * rate).toFixed(3));",
    ];
  }
  return [
    'rate: float = 0.1\nseed: int = 1',
    'values = [(index * 1309 + seed) % 997 for index in range(1000)]',
    'total = sum(values)',
    "print(f'seed {seed} total {total} scaled {total * rate:.3f}')",
  ];
}

/** A first cell that prints so many bytes in lines of 100, and small cells behind it. */
export function outputCells(language: Language, bytes: number, cells: number): string[] {
  const lines = bytes / 100;
  const first = {
    typescript: `for (let line = 0; line < ${lines}; line++) console.log('x'.repeat(99));`,
    python: `for line in range(${lines}):\n    print('x' * 99)`,
  }[language];
  const small = (index: number) => (language === 'typescript' ? `console.log(${index});` : `print(${index})`);
  return [first, ...Array.from({ length: cells - 1 }, (_, index) => small(index))];
}

/** Cells that each use the name of the one before. */
export function chainCells(language: Language, cells: number): string[] {
  return Array.from({ length: cells }, (_, index) => {
    const value = index === 0 ? '0' : `value${index - 1} + 1`;
    if (language === 'python') return `value${index} = ${value}\nprint(value${index})`;
    return `const value${index}: number = ${value};\nconsole.log(value${index});`;
  });
}
