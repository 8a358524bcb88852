import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { isOctavoError } from '../../errors/index.ts';
import { notebookCleaner } from '../../notebook/clean/clean.ts';
import { cleanBytes, cleanOptionsFor } from '../../notebook/clean/clean-files.ts';
import { encodeContent, encodeLines, readLists } from './pkt-line.ts';

/** Where the filter speaks to git, and where to a person. */
export interface FilterStreams {
  input: Readable;
  output: Writable;
  tell: (message: string) => void;
}

/**
 * Answers git's long-running filter protocol, version 2: one process cleans all the notebooks of a git command. A file that
 * is no whole notebook is answered with an error, and git takes it as it is. Ends when git closes the input.
 *
 * Source: https://git-scm.com/docs/gitattributes#_long_running_filter_process
 */
export async function filterNotebooks({ input, output, tell }: FilterStreams): Promise<void> {
  const lists = readLists(input);
  const next = async () => (await lists.next()).value as Buffer[] | undefined;
  const send = (bytes: Buffer) =>
    new Promise<void>((resolve) => (output.write(bytes) ? resolve() : output.once('drain', resolve)));

  const greeting = lines(await next());
  if (!greeting.includes('git-filter-client')) return;
  await send(encodeLines(['git-filter-server', 'version=2']));
  const offered = lines(await next());
  await send(encodeLines(offered.includes('capability=clean') ? ['capability=clean'] : []));

  const byFolder = new Map<string, FileCleaner>();
  const clean = (path: string, bytes: Buffer): Buffer | undefined => {
    try {
      const cleaner = byFolder.get(dirname(path)) ?? cleanerOf(dirname(path));
      byFolder.set(dirname(path), cleaner);
      return cleaner(bytes, path);
    } catch (error) {
      if (!isOctavoError(error)) throw error;
      tell(`octavo: ${error.message}; git takes it as it is\n`);
      return undefined;
    }
  };
  for (let asked = await next(); asked !== undefined; asked = await next()) {
    const said = new Map(lines(asked).map((line) => line.split(/=(.*)/s, 2) as [string, string]));
    const content = await next();
    if (content === undefined) return;
    const path = said.get('pathname') ?? '';
    const cleaned = said.get('command') === 'clean' ? clean(path, Buffer.concat(content)) : undefined;
    if (cleaned === undefined) await send(encodeLines(['status=error']));
    else await send(Buffer.concat([encodeLines(['status=success']), encodeContent(cleaned), encodeLines([])]));
  }
}

type FileCleaner = (bytes: Buffer, path: string) => Buffer;

/** What cleans the files of a folder, as its project says. */
function cleanerOf(folder: string): FileCleaner {
  const options = cleanOptionsFor(`${folder}/notebook.ipynb`);
  const cleaner = notebookCleaner(options);
  return (bytes, path) => {
    const { text, changed } = cleanBytes(bytes, { ...options, path }, cleaner);
    return changed ? Buffer.from(text) : bytes;
  };
}

function lines(list: Buffer[] | undefined): string[] {
  return (list ?? []).map((line) => line.toString('utf8').replace(/\n$/, ''));
}
