import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { OctavoError } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/index.ts';
import type { KernelMessage } from '../kernel/index.ts';
import type { RunObserver } from '../run/observer.ts';
import { checkOutput } from '../run/storage/output-path.ts';
import type { Io, OptionValue } from './command.ts';
import { textOption } from './run-arguments.ts';

/** Paths by stream; `-` is stdout. */
export type StreamPaths = Partial<Record<'stdout' | 'stderr', string>>;

/** Takes the streams of the cells to files of their own. */
export interface StreamFiles {
  observer: RunObserver;
  onOutput: (message: KernelMessage) => void;
}

/** What --stdout-file and --stderr-file say. */
export function streamPaths(values: Record<string, OptionValue>): StreamPaths {
  const named = (['stdout', 'stderr'] as const).map((stream) => [stream, textOption(values[`${stream}-file`])]);
  return Object.fromEntries(named.filter(([, path]) => path !== undefined));
}

/**
 * Writes the streams of a run to files. They are made, or emptied, when the run begins: whatever is
 * wrong before that leaves them alone. Throws `usage`, `run-output-folder`, `run-output-unwritable`.
 */
export async function streamFiles(
  wanted: StreamPaths,
  notebooks: (string | undefined)[], // places that must not be written over
  io: Io,
  host: Host = nodeHost,
): Promise<StreamFiles> {
  const paths = new Map<string, string>(); // by stream, absolute
  const taken = notebooks.filter((place) => place !== undefined).map((place) => resolve(host.cwd(), place));
  for (const [stream, path] of Object.entries(wanted)) {
    if (path !== '-') await checkOutput(path, host);
    if (taken.includes(resolve(host.cwd(), path))) {
      const what = path === '-' ? 'stdout' : path;
      throw new OctavoError('usage', `--${stream}-file ${path}: ${what} is a notebook of this run`, {
        exitCode: 2,
        hint: `--${stream}-file ${stream}.txt`,
      });
    }
    paths.set(stream, path === '-' ? path : resolve(host.cwd(), path));
  }
  const open = new Map<string, number>(); // by path
  return {
    observer: (event) => {
      if (event.type === 'run-started') {
        const own = [event.input, event.output].map((place) => place && resolve(host.cwd(), place)); // templates are filled
        for (const path of paths.values()) {
          if (own.includes(path))
            io.err(`octavo: ${path} is a notebook of this run, and is not written over by a stream\n`);
          else if (path !== '-' && !open.has(path)) open.set(path, openSync(path, 'w'));
        }
      }
      if (event.type !== 'run-finished') return;
      for (const file of open.values()) closeSync(file);
      open.clear();
    },
    onOutput: ({ type, content }) => {
      if (type !== 'stream') return;
      const path = paths.get(String(content.name));
      const text = String(content.text ?? '');
      if (path === '-') io.out(text);
      const file = path === undefined ? undefined : open.get(path);
      if (file === undefined) return;
      try {
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      } catch (error) {
        open.delete(path as string);
        closeSync(file);
        io.err(`octavo: ${path} is not complete: ${(error as Error).message}\n`);
      }
    },
  };
}
