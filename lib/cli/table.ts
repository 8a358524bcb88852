import { stripVTControlCharacters } from 'node:util';

/** Lays rows out in columns. `header` is the first line; a column whose every value is a number is set to the right. */
export function formatTable(header: string[], rows: string[][]): string {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => shown(row[column]).length)));
  const right = header.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^-?[\d.,]*(e[+-]?\d+)?$/.test(shown(row[column]))),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => {
        const padding = ' '.repeat(Math.max(0, (widths[column] as number) - shown(cell).length));
        return right[column] ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd();
  return `${[line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')}\n`;
}

function shown(cell: string | undefined): string {
  return stripVTControlCharacters(cell ?? '');
}
