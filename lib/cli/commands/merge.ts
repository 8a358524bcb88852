import { isOctavoError, OctavoError, shellWord } from '../../errors/index.ts';
import { type MergeFileOptions, mergeNotebookFiles } from '../../notebook/merge/merge-files.ts';
import type { Command, Io, OptionValue } from '../command.ts';

export const command: Command = {
  summary: 'merge two versions of a notebook cell by cell, as git does files line by line',
  usage: 'octavo merge BASE OURS THEIRS [options]',
  description: [
    'Writes OURS, as git wants it of a merge driver: git config merge.octavo.driver "octavo merge %O %A %B --path=%P".',
    'BASE may be empty. Cells are followed by id; outputs come from the side whose source they belong to. Where both sides',
    'edited the same lines of a cell, both versions are left as cells; octavo resolve settles them.',
    'Exit 0: merged. 1: conflicts are left. 2: a side cannot be read, or OURS not written; it is as it was.',
  ].join('\n'),
  options: {
    output: { type: 'string', short: 'o', value: 'FILE', help: 'write the merged notebook here, not over OURS' },
    path: { type: 'string', value: 'NAME', help: 'what the notebook is called, for messages' },
    outputs: {
      type: 'string',
      value: 'RULE',
      help: 'of cells that both sides ran again: ours (default), theirs, clear',
    },
    'ours-label': { type: 'string', value: 'NAME', help: 'what the marks call our side, as a branch' },
    'theirs-label': { type: 'string', value: 'NAME', help: 'what the marks call the other side' },
    'marker-size': { type: 'string', value: 'N', help: 'signs of a mark (default 7)' },
    'dry-run': { type: 'boolean', help: 'say what would be in conflict and write nothing' },
  },
  examples: [
    'octavo merge base.ipynb ours.ipynb theirs.ipynb --output merged.ipynb',
    'octavo merge base.ipynb ours.ipynb theirs.ipynb --dry-run --json',
  ],
  run: async ({ values, positionals }, io) => {
    const [base, ours, theirs, more] = positionals;
    if (base === undefined || ours === undefined || theirs === undefined)
      throw usage('BASE, OURS and THEIRS are needed');
    if (more !== undefined) throw usage(`one word too many: ${more}`);
    const options = readOptions(values);
    const merge = await mergeNotebookFiles({ base, ours, theirs }, options).catch(failWithTwo);
    const name = options.name ?? options.output ?? ours;
    const { text: _, ...report } = merge;
    if (values.json)
      io.out(`${JSON.stringify({ notebook: name, ...report, baseProblem: report.baseProblem ?? null })}\n`);
    else say(name, merge, io);
    return merge.conflicts.length > 0 ? 1 : 0;
  },
};

/** For git, exit 1 would say that conflicts are left in our file. */
function failWithTwo(error: unknown): never {
  if (!isOctavoError(error) || error.exitCode !== 1) throw error;
  const { code, message, hint, where, cause } = error;
  throw new OctavoError(code, message, { hint, where, cause, exitCode: 2 });
}

function say(name: string, merge: Awaited<ReturnType<typeof mergeNotebookFiles>>, io: Io): void {
  const { conflicts, disputed, baseProblem } = merge;
  if (baseProblem) io.err(`octavo: ${name}: merged without a base: ${baseProblem}\n`);
  for (const what of disputed) io.err(`octavo: ${name}: both sides changed ${what}; ours is kept\n`);
  const cells = conflicts.map(({ cell }) => cell).join(', ');
  const found = conflicts.length === 1 ? 'a conflict' : `${conflicts.length} conflicts`;
  io.out(`${name}: ${cells ? `${found} in cell ${cells}\n  next: octavo resolve ${shellWord(name)}` : 'merged'}\n`);
}

/** git names the other branch in its environment, as GITHEAD_<commit>. */
function readOptions(values: Record<string, OptionValue>): MergeFileOptions {
  const { outputs = 'ours', 'marker-size': size = '7' } = values;
  if (outputs !== 'ours' && outputs !== 'theirs' && outputs !== 'clear')
    throw usage(`--outputs ${outputs}: no such rule`);
  const markSize = Number(size);
  if (!(Number.isInteger(markSize) && markSize > 0 && markSize <= 1000))
    throw usage(`--marker-size ${size}: no number`);
  const text = (value: OptionValue) => (typeof value === 'string' && value !== '' ? value : undefined);
  const branch = Object.entries(process.env).find(([key]) => /^GITHEAD_[0-9a-f]{40,}$/.test(key))?.[1];
  const labels = { ours: text(values['ours-label']), theirs: text(values['theirs-label']) ?? branch };
  const [output, name] = [text(values.output), text(values.path)];
  return { output, ...(name ? { name } : {}), outputs, markSize, labels, dryRun: values['dry-run'] === true };
}

function usage(message: string): OctavoError {
  return new OctavoError('usage', message, { exitCode: 2, hint: `usage: ${command.usage}` });
}
