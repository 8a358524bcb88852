import { formatWhere, OctavoError } from '../../errors/index.ts';
import { nodeHost } from '../../host/index.ts';
import { exportProject } from '../../library/export-project.ts';
import type { LibraryChange } from '../../library/plan.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'write the exported cells of the notebooks to the library',
  usage: 'octavo export [FOLDER] [options]',
  description: [
    'Reads every notebook of the project (of FOLDER, or of the current one) that names a module with //| default_exp,',
    'checks all of them, and only then writes: the modules, and an index for each folder with one. Modules whose',
    'notebook is gone are removed. With a problem in any notebook nothing is written, and neither is it when somebody',
    'edited a module by hand: octavo update brings such an edit to its notebook.',
  ].join('\n'),
  options: {
    check: { type: 'boolean', help: 'write nothing; exit 1 when the library is not what the notebooks export' },
    overwrite: { type: 'boolean', help: 'throw away what was edited by hand in modules' },
    'dry-run': { type: 'boolean', help: 'write nothing; list what would change' },
  },
  examples: ['octavo export', 'octavo export --check', 'octavo export --overwrite --dry-run'],
  run: async ({ values, positionals }, io) => {
    const root = await oneFolder(positionals);
    const write = !values.check && !values['dry-run'];
    const plan = await exportProject({ write, overwrite: values.overwrite === true, ...(root ? { root } : {}) });
    const { changes, problems, warnings, notebooks, files, written } = plan;
    if (values.json) {
      const shown = { written, notebooks, files, changes: changes.map(({ text, ...change }) => change) };
      const told = (all: OctavoError[]) =>
        all.map(({ code, message, hint, where }) => ({ code, message, hint, where }));
      const drift = plan.drift.map(({ texts, after, ...one }) => one);
      io.out(`${JSON.stringify({ ...shown, problems: told(problems), warnings: told(warnings), drift })}\n`);
    } else {
      for (const { message, hint, where } of warnings) {
        io.err(`octavo: warning: ${message} (${formatWhere(where)})\n${hint ? `  try: ${hint}\n` : ''}`);
      }
      for (const { message, hint } of problems) io.err(`octavo: ${message}\n${hint ? `  try: ${hint}\n` : ''}`);
      if (problems.length > 0) io.err(`${count(problems.length, 'problem')}, nothing written\n`);
      for (const change of changes) io.out(changeLine(change));
      if (problems.length === 0) io.out(summary(changes, files, notebooks, write));
      if (values.check && changes.length > 0) io.err(checked(changes));
    }
    return problems.length > 0 || (values.check && changes.length > 0) ? 1 : 0;
  },
};

async function oneFolder([folder, ...more]: string[]): Promise<string | undefined> {
  if (folder === undefined) return undefined;
  const hint = `usage: ${command.usage}`;
  if (more.length > 0) throw new OctavoError('usage', `one word too many: ${more[0]}`, { exitCode: 2, hint });
  if ((await nodeHost.files.kind(folder)) === 'folder') return folder;
  throw new OctavoError('usage', `${folder} is no folder; all notebooks of a project are exported together`, {
    exitCode: 2,
    hint,
  });
}

function changeLine({ action, path, notebook }: LibraryChange): string {
  const source = notebook ?? (action === 'removed' ? 'its notebook is gone' : '');
  return `${action}  ${path}${source ? `  (${source})` : ''}\n`;
}

function summary(changes: LibraryChange[], files: number, notebooks: number, written: boolean): string {
  const actions = Map.groupBy(changes, (change) => change.action);
  const parts = [...actions].map(([action, { length }]) => `${length} ${action}`);
  const unchanged = files - changes.filter((change) => change.action !== 'removed').length;
  const note = written || changes.length === 0 ? '' : ' (not written)';
  return `${count(files, 'file')} from ${count(notebooks, 'notebook')}: ${[...parts, `${unchanged} unchanged`].join(', ')}${note}\n`;
}

/** Which of the two is newer: edits of modules are problems, so that here all differences are the notebooks'. */
function checked(changes: LibraryChange[]): string {
  const newer = [...new Set(changes.map((change) => change.notebook ?? ''))].filter((path) => path.endsWith('.ipynb'));
  const named = `${newer.slice(0, 3).join(', ')}${newer.length > 3 ? `, … (${newer.length})` : ''}`;
  const which = newer.length === 0 ? '' : `; newer than their modules: ${named}`;
  return `lib is not what the notebooks export${which}\n  try: octavo export\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
