import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeHost } from '../../lib/host/index.ts';
import { readLibrary } from '../../lib/library/plan.ts';
import { type Cell, codeCell, createNotebook, formatNotebook } from '../../lib/notebook/index.ts';

/** Files by path from the root: an array is a notebook of code cells (ids c0000001, c0000002, …), a string is the text. */
export type ProjectFiles = Record<string, (string | Cell)[] | string>;

export interface TestProject {
  root: string;
  write: (files: ProjectFiles) => Promise<void>;
  read: (path: string) => Promise<string>;
  library: () => Promise<Record<string, string>>; // all of lib/
  remove: () => Promise<void>;
}

/** Makes a project named `shop` in a new temporary folder. */
export async function makeProject(files: ProjectFiles): Promise<TestProject> {
  const root = await mkdtemp(join(tmpdir(), 'octavo-test-'));
  const exports = { './price': './lib/price/index.ts', './*': './lib/*.ts' };
  const project: TestProject = {
    root,
    read: (path) => readFile(join(root, path), 'utf8'),
    library: async () => Object.fromEntries([...(await readLibrary(root, 'lib'))].sort()),
    remove: () => rm(root, { recursive: true }),
    write: async (more) => {
      for (const [path, content] of Object.entries(more)) {
        await nodeHost.files.makeFolder(dirname(join(root, path)));
        await writeFile(join(root, path), typeof content === 'string' ? content : notebookText(content));
      }
    },
  };
  await project.write({ 'package.json': JSON.stringify({ name: 'shop', type: 'module', exports }), ...files });
  return project;
}

export function notebookText(sources: (string | Cell)[]): string {
  const cells = sources.map((source, index) =>
    typeof source === 'string' ? codeCell(source, { id: `c${String(index + 1).padStart(7, '0')}` }) : source,
  );
  return formatNotebook(createNotebook({ cells }));
}
