// biome-ignore lint/suspicious/noExplicitAny: notebooks are looked into freely here
export type Loose = any;

const timeKeys = new Set([
  'start_time',
  'end_time',
  'duration',
  'iopub.execute_input',
  'iopub.status.busy',
  'iopub.status.idle',
  'shell.execute_reply',
]);

/**
 * A notebook without what must differ: ids of cells, times, the place of the folder, Octavo's own key. Lists of lines and
 * the texts of one stream are joined, and tracebacks lose the numbers of the kernel's process.
 */
export function normalised(notebook: Loose, folder = '/no/folder'): Loose {
  const { octavo: _, ...metadata } = notebook.metadata;
  const cells = notebook.cells.map((cell: Loose) => {
    const { octavo: __, ...rest } = cell.metadata;
    const outputs = cell.outputs === undefined ? {} : { outputs: joinedStreams(plain(cell.outputs, folder)) };
    const id = cell.id === undefined ? {} : { id: 'id' };
    return { ...cell, ...id, source: joinedLines(cell.source), metadata: plain(rest, folder), ...outputs };
  });
  return { ...notebook, metadata: plain(metadata, folder), cells };
}

/** Notebook and exit code as they are compared: the marker cells of an error are a list of their own, so that cells keep their numbers. */
export function comparable(side: { code: number; notebook: Loose; folder?: string }): Loose {
  if (!side.notebook) return { exitCode: side.code };
  const { cells, ...rest } = normalised(side.notebook, side.folder);
  const isMarker = (cell: Loose) => cell.metadata.tags?.includes('papermill-error-cell-tag');
  const markers = cells.flatMap((cell: Loose, at: number) => (isMarker(cell) ? [{ at, ...cell }] : []));
  const others = cells.filter((cell: Loose) => !isMarker(cell));
  return { exitCode: side.code, notebook: { ...rest, markers, cells: others } };
}

function plain(value: Loose, folder: string): Loose {
  if (Array.isArray(value)) return value.map((member) => plain(member, folder));
  if (typeof value === 'string') {
    return value
      .replaceAll(folder, '<folder>')
      .replace(/ipykernel_\d+\/\d+/g, 'ipykernel')
      .replace(/0x[0-9a-f]{6,}/g, '0x');
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => {
    return [key, timeKeys.has(key) && member !== null ? 'time' : plain(member, folder)];
  });
  return Object.fromEntries(entries);
}

function joinedStreams(outputs: Loose[]): Loose[] {
  const joined: Loose[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (output.output_type !== 'stream') joined.push(withJoinedTexts(output));
    else if (last?.output_type === 'stream' && last.name === output.name) last.text += joinedLines(output.text);
    else joined.push({ ...output, text: joinedLines(output.text) });
  }
  return joined;
}

function withJoinedTexts(output: Loose): Loose {
  if (!output.data) return output;
  const isJson = (type: string) => type === 'application/json' || type.endsWith('+json');
  const data = Object.entries(output.data).map(([type, value]) => [type, isJson(type) ? value : joinedLines(value)]);
  return { ...output, data: Object.fromEntries(data) };
}

function joinedLines(text: Loose): Loose {
  return Array.isArray(text) ? text.join('') : text;
}
