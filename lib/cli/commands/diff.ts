import { OctavoError } from '../../errors/index.ts';
import { nodeHost } from '../../host/host.ts';
import { formatNotebookDiff } from '../../notebook/diff/diff-format.ts';
import { isSameNotebook } from '../../notebook/diff/notebook-diff.ts';
import { diffFiles, diffRevisions, type RevisionDiff } from '../../notebook/diff/revisions.ts';
import type { Command, Io, OptionValue } from '../command.ts';

export const command: Command = {
  summary: 'show what changed in notebooks since a revision, cell by cell',
  usage: 'octavo diff [REVISION | A..B] [NOTEBOOK|FOLDER ...] [options]',
  description: [
    'Compares the working tree with REVISION (default HEAD), or two revisions with each other. Two notebooks without a',
    'revision are compared as files. Cells are known by id; outputs are summed up. On a terminal changed words are in',
    'reverse; where there are no colours they are marked as [-old-]{+new+}. Exit 2 when a notebook cannot be read.',
  ].join('\n'),
  options: {
    'word-diff': { type: 'boolean', help: 'mark words within lines also on a terminal; --no-word-diff: never' },
    color: {
      type: 'string',
      value: 'WHEN',
      help: 'always, never, or auto (default: on a terminal, unless NO_COLOR is set)',
    },
    outputs: { type: 'boolean', help: 'compare outputs too (default); --no-outputs: only what people write' },
    'exit-code': { type: 'boolean', help: 'exit 1 when something differs' },
  },
  examples: [
    'octavo diff',
    'octavo diff main~3 notebooks/train.ipynb --no-outputs',
    'octavo diff main..faster --json',
    'octavo diff before.ipynb after.ipynb',
  ],
  run: async ({ values, positionals }, io) => {
    const outputs = values.outputs !== false;
    const { files, revision, paths } = await readTargets(positionals);
    const all = files ? [await diffFiles(...files, { outputs })] : await diffRevisions({ revision, paths, outputs });
    const differs = ({ diff, status }: RevisionDiff) =>
      !diff || !isSameNotebook(diff) || (!files && status !== 'changed');
    const shown = files ? all : all.filter(differs);
    if (values.json) io.out(`${JSON.stringify({ revision: files ? null : (revision ?? 'HEAD'), notebooks: shown })}\n`);
    else print(shown, values, io);
    if (shown.some(({ problem }) => problem)) return 2;
    return values['exit-code'] === true && all.some(differs) ? 1 : 0;
  },
};

/** A first word that is no path is a revision. */
async function readTargets(words: string[]): Promise<{ files?: [string, string]; revision?: string; paths: string[] }> {
  const isPath = async (word: string) => word.endsWith('.ipynb') || (await nodeHost.files.kind(word)) !== undefined;
  const [first, second] = words;
  if (first === undefined) return { paths: [] };
  if (!(await isPath(first))) return { revision: first, paths: words.slice(1) };
  const isFile = async (word: string) => (await nodeHost.files.kind(word)) === 'file';
  if (words.length === 2 && second && (await isFile(first)) && (await isFile(second))) {
    return { files: [first, second], paths: [] };
  }
  return { paths: words };
}

function print(diffs: RevisionDiff[], values: Record<string, OptionValue>, io: Io): void {
  const { color = 'auto' } = values;
  if (color !== 'always' && color !== 'never' && color !== 'auto') {
    throw new OctavoError('usage', `--color ${color}: always, never or auto`, {
      exitCode: 2,
      hint: `usage: ${command.usage}`,
    });
  }
  const isTerminal = io.tableColumns !== undefined && !nodeHost.env.NO_COLOR && nodeHost.env.TERM !== 'dumb';
  const colours = color === 'always' || (color === 'auto' && isTerminal);
  const wordDiff = typeof values['word-diff'] === 'boolean' ? values['word-diff'] : undefined;
  for (const [index, { path, before, status, diff, problem }] of diffs.entries()) {
    const title = status === 'renamed' ? `${before} -> ${path}` : status === 'changed' ? path : `${path} (${status})`;
    if (problem)
      io.err(
        `octavo: ${title}: cannot be compared, ${problem.version === 'before' ? 'its older' : 'its newer'} version: ${problem.message}\n`,
      );
    if (diff) io.out((index > 0 ? '\n' : '') + formatNotebookDiff(diff, title, { colours, wordDiff }));
  }
}
