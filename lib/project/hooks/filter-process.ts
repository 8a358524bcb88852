import type { Readable, Writable } from 'node:stream';
import { isOctavoError } from '../../errors/index.ts';
import { cleanBytes, cleanOptionsFor } from '../../notebook/clean-files.ts';
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

  for (let asked = await next(); asked !== undefined; asked = await next()) {
    const said = new Map(lines(asked).map((line) => line.split(/=(.*)/s, 2) as [string, string]));
    const content = await next();
    if (content === undefined) return;
    const cleaned = said.get('command') === 'clean' ? clean(said.get('pathname') ?? '', content, tell) : undefined;
    if (cleaned === undefined) await send(encodeLines(['status=error']));
    else await send(Buffer.concat([encodeLines(['status=success']), encodeContent(cleaned), encodeLines([])]));
  }
}

function clean(path: string, content: Buffer[], tell: (message: string) => void): Buffer | undefined {
  const bytes = Buffer.concat(content);
  try {
    const { text, changed } = cleanBytes(bytes, { ...cleanOptionsFor(path), path });
    return changed ? Buffer.from(text) : bytes;
  } catch (error) {
    if (!isOctavoError(error)) throw error;
    tell(`octavo: ${error.message}; git takes it as it is\n`);
    return undefined;
  }
}

function lines(list: Buffer[] | undefined): string[] {
  return (list ?? []).map((line) => line.toString('utf8').replace(/\n$/, ''));
}
