import { installHooks } from '../../project/hooks/install.ts';
import { type HookPart, hookParts } from '../../project/hooks/record.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'set this git repository up for notebooks: clean commits, readable diffs, merges by cell',
  usage: 'octavo hooks install [options]',
  description: [
    'Four parts: a filter, so that notebooks are committed clean while your files keep their counts; a diff of text views; merging cell by cell; and a',
    'check before each commit (clean notebooks, exported library, secrets, large files). Only this repository is changed: its git folder',
    'and the lines for notebooks in .gitattributes, which you commit. octavo hooks remove undoes all of it.',
  ].join('\n'),
  options: {
    filter: {
      type: 'boolean',
      help: '--no-filter: commit files as they are; the check refuses notebooks that are not clean',
    },
    diff: { type: 'boolean', help: '--no-diff: git diff shows the JSON of notebooks' },
    merge: { type: 'boolean', help: '--no-merge: git merges notebooks line by line' },
    'pre-commit': { type: 'boolean', help: '--no-pre-commit: no check before a commit' },
    own: { type: 'boolean', help: 'keep the attributes in the git folder, so that nothing is to be committed' },
    'dry-run': { type: 'boolean', help: 'say what would be done and write nothing' },
  },
  examples: ['octavo hooks install', 'octavo hooks install --no-pre-commit', 'octavo hooks install --own --dry-run'],
  run: async ({ values }, io) => {
    const parts = hookParts.filter((part: HookPart) => values[part] !== false);
    const dryRun = values['dry-run'] === true;
    const done = await installHooks(process.cwd(), { parts, own: values.own === true, dryRun });
    if (values.json) {
      io.out(`${JSON.stringify({ ...done, written: !dryRun })}\n`);
      return 0;
    }
    const would = dryRun ? ' (not written)' : '';
    if (done.parts.includes('filter')) io.out(`filter      notebooks are committed clean${would}\n`);
    if (done.parts.includes('diff')) io.out(`diff        git diff shows notebooks as text${would}\n`);
    if (done.parts.includes('merge')) io.out(`merge       git merges notebooks cell by cell${would}\n`);
    if (done.preCommit) io.out(`pre-commit  ${done.preCommit}${would}\n`);
    io.out(`attributes  ${done.attributes}${values.own ? '' : '   (commit it)'}${would}\n`);
    if (done.unclean.length > 0) {
      const [count, noun] = [done.unclean.length, done.unclean.length === 1 ? 'notebook is' : 'notebooks are'];
      io.err(`${count} committed ${noun} not clean, and git will show them as changed\n`);
      io.err("  try: git add --renormalize -- '*.ipynb' && git commit -m 'Clean notebooks'\n");
    }
    return 0;
  },
};
