import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProject } from '../../host/project.ts';
import { findUp } from './project-settings.ts';

/** Octavo's modules as TypeScript reads them: sources in a clone, declarations in a package. */
const lib = fileURLToPath(new URL('../..', import.meta.url));
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.d.ts';

function ownModule(name: string): string {
  return join(lib, `${name}${extension}`);
}

/** What cells may import of Octavo: `tslab` always, `octavo/…` where the folder has no other Octavo. */
export function ownPaths(folder: string): Record<string, string[]> {
  const tslab = { tslab: [ownModule('kernel/tslab')] };
  if (findProject(folder).name === 'octavo' || findUp(folder, 'node_modules/octavo/package.json')) return tslab;
  return { ...tslab, 'octavo/*': [ownModule('*/index'), ownModule('*')] };
}

/** By module and name, with what an inspection says of them. */
const globals: Record<string, Record<string, string>> = {
  'kernel/display': {
    display: 'Shows something in the notebook, at once.',
    newDisplay: 'A place in the notebook whose content may be replaced: the first call shows it, later ones change it.',
  },
  'kernel/input': {
    input: 'Asks the reader for a line of text, and waits for it; with `password` it is not shown.',
    prompt: 'Asks the reader for a line of text. Nothing else happens until it is there.',
    confirm: 'Asks the reader for a yes or a no.',
    alert: 'Shows a message and waits until it has been read.',
  },
};

/** A script of declarations: the kernel's globals, and Node's, of the project's own copy where it has one. */
export function globalsText(folder: string): string {
  const node = nodeTypes(folder);
  return [
    ...(node ? [`/// <reference path=${JSON.stringify(node)} />`] : []),
    ...Object.entries(globals).flatMap(([module, names]) =>
      Object.entries(names).map(
        ([name, says]) =>
          `/** ${says} */ declare const ${name}: typeof import(${JSON.stringify(ownModule(module))}).${name};`,
      ),
    ),
    '',
  ].join('\n');
}

function nodeTypes(folder: string): string | undefined {
  const theirs = findUp(folder, 'node_modules/@types/node/index.d.ts');
  if (theirs) return realpathSync(theirs);
  try {
    const own = join(dirname(createRequire(import.meta.url).resolve('@types/node/package.json')), 'index.d.ts');
    return existsSync(own) ? own : undefined;
  } catch {
    return undefined;
  }
}
