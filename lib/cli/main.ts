import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatWhere, isOctavoError, OctavoError, suggest } from '../errors/index.ts';
import { findProject } from '../host/project.ts';
import { octavoVersion } from '../host/version.ts';
import { endWithReader } from './closed-streams.ts';
import type { Io } from './command.ts';
import { type CommandEntry, commandList } from './commands.ts';
import { everyCommandOptions, formatCommandHelp, formatOverview } from './help.ts';
import { parseCommandLine } from './parse.ts';
import { terminalText } from './terminal-text.ts';

const nodeIo: Io = {
  out: (text) => void process.stdout.write(process.stdout.isTTY ? terminalText(text) : text), // a pipe gets every byte
  err: (text) => void process.stderr.write(terminalText(text)),
  isTerminal: process.stderr.isTTY === true,
  columns: process.stderr.columns ?? 80,
  tableColumns: process.stdout.isTTY ? process.stdout.columns || undefined : undefined,
};

/** Runs one command line (without `node` and the program's name) and returns the exit code. */
export async function main(args: string[], io: Io = nodeIo): Promise<number> {
  endWithReader();
  try {
    return await runCommandLine(args, io);
  } catch (error) {
    io.err(formatFailure(error));
    return isOctavoError(error) ? error.exitCode : 1;
  }
}

async function runCommandLine(args: string[], io: Io): Promise<number> {
  const first = args[0];
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    io.out(formatOverview(octavoVersion()));
    return 0;
  }
  if (first === '--version' || first === '-V') {
    io.out(`${octavoVersion()}\n`);
    return 0;
  }
  const { entry, words } = findCommand(args);
  await finishKilledExport(process.cwd(), io);
  const ahead = await entry.ahead?.();
  try {
    await ahead?.begin(args.slice(words)).catch(() => undefined); // the command itself says what is wrong
    return await runCommand(entry, args.slice(words), io);
  } finally {
    ahead?.end();
  }
}

async function runCommand(entry: CommandEntry, words: string[], io: Io): Promise<number> {
  const { command } = await entry.load();
  const options = { ...command.options, ...everyCommandOptions };
  const parsed = parseCommandLine(words, options, command.usage);
  if (parsed.values.help) {
    io.out(formatCommandHelp(command));
    return 0;
  }
  return command.run(parsed, io);
}

function findCommand(args: string[]): { entry: CommandEntry; words: number } {
  for (const words of [2, 1]) {
    const name = args.slice(0, words).join(' ');
    const entry = commandList.find((candidate) => candidate.name === name);
    if (entry) return { entry, words };
  }
  const first = args[0] as string;
  const group = commandList.filter((entry) => entry.name.startsWith(`${first} `)).map((entry) => entry.name);
  if (group.length > 0) {
    throw new OctavoError(
      'usage',
      `octavo ${first} needs one of: ${group.map((name) => name.slice(first.length + 1)).join(', ')}`,
      {
        exitCode: 2,
        hint: `octavo ${group[0]} --help`,
      },
    );
  }
  const near = suggest(
    first,
    commandList.map((entry) => entry.name.split(' ')[0] as string),
  );
  throw new OctavoError('usage', `Unknown command "${first}"`, {
    exitCode: 2,
    hint: near ? `did you mean: octavo ${near}` : 'octavo --help',
  });
}

/**
 * Finishes what an export had begun when it was killed. It happens here, before any command loads, because a library half
 * replaced may not load; in Octavo's own project that library is Octavo.
 */
async function finishKilledExport(folder: string, io: Io): Promise<void> {
  const { root } = findProject(folder);
  const journals = join(root, '.octavo');
  if (!existsSync(journals) || !readdirSync(journals).some((name) => name.startsWith('replacing-'))) return;
  const { finishReplacing } = await import('../host/replace-together.ts');
  try {
    const paths = await finishReplacing(root);
    if (paths.length > 0) io.err(`octavo: finished an export that was killed (${paths.length} files)\n`);
  } catch (error) {
    io.err(formatFailure(error));
  }
}

/** One line that says what is wrong and where, one line that says what to type; a stack only for a bug. */
function formatFailure(error: unknown): string {
  if ((error as { syscall?: unknown } | undefined)?.syscall === 'uv_cwd') {
    return 'octavo: The folder in which you typed this is not there any more\n  try: cd ..\n';
  }
  if (!isOctavoError(error)) {
    return `octavo: this is a bug in Octavo, please report it:\n${error instanceof Error ? error.stack : String(error)}\n`;
  }
  const where = formatWhere(error.where);
  const place = where && !error.message.includes(where) ? ` (${where})` : '';
  return `octavo: ${error.message}${place}\n${error.hint ? `  try: ${error.hint}\n` : ''}`;
}
