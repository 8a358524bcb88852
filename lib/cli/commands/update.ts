import { dirname, relative, resolve, sep } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { findProject, nodeHost } from '../../host/index.ts';
import { updateProject } from '../../library/update/update-project.ts';
import type { Command } from '../command.ts';
import { printUpdate } from '../update-report.ts';

export const command: Command = {
  summary: 'bring edits of library modules back to their notebooks',
  usage: 'octavo update [MODULE|NOTEBOOK|NOTEBOOK#CELL ...] [options]',
  description: [
    'What was edited by hand in a module goes to the cells it came from; text below a line of its own with // %% becomes a',
    'new cell. Then the modules are written anew, also from cells that only the notebook changed, so that both agree.',
    'A cell that both sides changed is shown with both texts, and so is a block that was taken out of a module; nothing',
    'is written then, until --keep says whose side to take. Cells keep their directives, metadata and outputs.',
  ].join('\n'),
  options: {
    keep: { type: 'string', value: 'SIDE', help: 'module or notebook: the side that wins where both changed a cell' },
    check: { type: 'boolean', help: 'write nothing; exit 1 when a module has something to bring back' },
    'dry-run': { type: 'boolean', help: 'write nothing; list what would change' },
  },
  examples: [
    'octavo update',
    'octavo update lib/price/net.ts --dry-run',
    'octavo update --keep module notebooks/net.ipynb#b2c4d6e8',
  ],
  run: async ({ values, positionals }, io) => {
    const write = !values.check && !values['dry-run'];
    const result = await updateProject({ ...(await scope(positionals)), keep: sideOf(values.keep), write });
    const { updates, notebooks, changes, refused, problems, written } = result;
    if (values.json) {
      const told = [...problems, ...refused.map((one) => one.problem)];
      const files = changes.map(({ text, ...change }) => change);
      const shown = { written, updates, notebooks: notebooks.map((one) => one.path), changes: files };
      const drift = refused.map(({ drift: { after, ...one } }) => one);
      const listed = told.map(({ code, message, hint, where }) => ({ code, message, hint, where }));
      io.out(`${JSON.stringify({ ...shown, refused: drift, problems: listed })}\n`);
    } else printUpdate(result, write, io);
    if (refused.length + problems.length > 0) return 1;
    return values.check && updates.length > 0 ? 1 : 0;
  },
};

/** The project of the first path, and the paths in it. */
async function scope(paths: string[]): Promise<{ root?: string; only?: string[] }> {
  const [first] = paths;
  if (first === undefined) return {};
  const folder = (await nodeHost.files.kind(first)) === 'folder' ? first : dirname(first);
  const { root } = findProject(folder);
  const only = paths.map((path) => relative(root, resolve(path)).split(sep).join('/'));
  return only.includes('') ? { root } : { root, only };
}

function sideOf(side: unknown): 'module' | 'notebook' | undefined {
  if (side === undefined || side === 'module' || side === 'notebook') return side;
  const hint = 'write --keep module, or --keep notebook';
  throw new OctavoError('usage', `--keep takes module or notebook, not ${side}`, { exitCode: 2, hint });
}
