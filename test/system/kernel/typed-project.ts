import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { octavoKernelSpec, type Session, startSession } from '../../../lib/kernel/index.ts';
import { runCell, streamText } from './collect.ts';

/** A project in a temporary folder, and kernels in it. */
export interface TypedProject {
  folder: string;
  write: (path: string, text: string) => void;
  /** A program that the kernel takes for the language server. */
  program: (name: string, text: string) => string;
  start: (env?: Record<string, string>) => Promise<Session>;
  remove: () => Promise<void>;
}

export function typedProject(files: Record<string, string> = {}): TypedProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-types-')));
  const sessions: Session[] = [];
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', '{"name": "typed", "type": "module"}');
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    folder,
    write,
    program: (name, text) => {
      write(name, text);
      chmodSync(join(folder, name), 0o755);
      return join(folder, name);
    },
    start: async (env = {}) => {
      const session = await startSession(octavoKernelSpec(), {
        cwd: folder,
        env: { OCTAVO_TYPES: 'error', OCTAVO_TYPES_BUDGET_MS: '30000', ...env },
      });
      sessions.push(session);
      return session;
    },
    remove: async () => {
      await Promise.all(sessions.map((session) => session.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What one cell came to, in few words. */
export interface CellEnd {
  status: string;
  value: string | undefined; // of the last expression, as text
  error: string; // name and message
  traceback: string; // without colours
  stderr: string;
}

export async function runTyped(
  session: Session,
  code: string,
  place?: { notebook: string; id: string },
): Promise<CellEnd> {
  const cell = place && { ...place, index: 3 };
  const { reply, messages } = await runCell(session, code, { cell });
  const result = messages.find(({ type }) => type === 'execute_result')?.content.data as Record<string, string>;
  const error = messages.find(({ type }) => type === 'error')?.content as Record<string, unknown> | undefined;
  return {
    status: reply.status,
    value: result?.['text/plain'],
    error: error ? `${error.ename}: ${error.evalue}` : '',
    traceback: stripVTControlCharacters(((error?.traceback ?? []) as string[]).join('\n')),
    stderr: stripVTControlCharacters(streamText(messages, 'stderr')),
  };
}

/** The processes that a kernel's front has started as language servers. */
export function languageServers(frontPid: number): number[] {
  const children = readFileSync(`/proc/${frontPid}/task/${frontPid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  return children.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--lsp');
    } catch {
      return false; // it ended while we looked
    }
  });
}

/** Kills the language servers of a front, and waits until it has been told. */
export async function killLanguageServers(frontPid: number): Promise<void> {
  for (const pid of languageServers(frontPid)) {
    process.kill(pid, 'SIGKILL');
    while (existsSync(`/proc/${pid}`)) await sleep(10); // its parent is told when it is taken out of there
  }
}
