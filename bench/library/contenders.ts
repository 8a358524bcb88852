import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peers } from '../../test/compat/peers.ts';
import type { Contender } from '../measure.ts';
import { exportedByNbdev, exportedByOctavo, type ProjectPair } from './projects.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'octavo.js');

/** Octavo and nbdev in their projects; `octavo` and `nbdev` say what differs between the two. */
function contenders(
  pair: ProjectPair,
  sides: Record<'octavo' | 'nbdev', { words: string[] } & Pick<Contender, 'prepare' | 'readResult'>>,
): Contender[] {
  if (!peers) throw new Error('the peers are not installed: type `node scripts/peers.ts` first');
  const { words: octavoWords, ...octavo } = sides.octavo;
  const { words: nbdevWords, ...nbdev } = sides.nbdev;
  const [command = '', ...rest] = nbdevWords;
  return [
    {
      ...{ name: `octavo ${octavoWords.join(' ')}`, command: process.execPath, cwd: pair.octavo, ...octavo },
      args: [program, ...octavoWords],
    },
    { name: nbdevWords.join(' '), command: join(peers.bin, command), args: rest, cwd: pair.nbdev, ...nbdev },
  ];
}

/** Export with no module there yet. */
export function coldExport(pair: ProjectPair): Contender[] {
  return contenders(pair, {
    octavo: {
      words: ['export'],
      prepare: () => {
        for (const made of ['lib', '.octavo']) rmSync(join(pair.octavo, made), { recursive: true, force: true });
      },
      readResult: () => exportedByOctavo(pair),
    },
    nbdev: {
      words: ['nbdev-export'],
      prepare: () => {
        const folder = join(pair.nbdev, 'bench');
        for (const name of readdirSync(folder)) {
          if (name !== '__init__.py') rmSync(join(folder, name), { recursive: true });
        }
      },
      readResult: () => exportedByNbdev(pair),
    },
  });
}

/** Export after a body of one notebook has changed; all modules are there. */
export function exportAfterEdit(pair: ProjectPair): Contender[] {
  const name = pair.notebooks[pair.notebooks.length >> 1] as string;
  const module = name.replace('.ipynb', '');
  const edits = { octavo: 0, nbdev: 0 };
  const edit = (side: 'octavo' | 'nbdev', folder: string) => {
    const path = join(pair[side], folder, name);
    edits[side]++;
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/(bound(?::float)? ?= ?)1\d\d\d/, `$1${1000 + edits[side]}`));
  };
  const bound = (path: string) => `bound ${/bound\S* ?= ?(1\d\d\d)/.exec(readFileSync(path, 'utf8'))?.[1]}`;
  const python = join(pair.nbdev, 'bench', `${module}.py`);
  const typescript = join(pair.octavo, 'lib', `${module}.ts`);
  return contenders(pair, {
    octavo: {
      words: ['export'],
      prepare: () => edit('octavo', 'notebooks'),
      readResult: () => `${exportedByOctavo(pair)}, ${bound(typescript)}`,
    },
    nbdev: {
      words: ['nbdev-export'],
      prepare: () => edit('nbdev', 'nbs'),
      readResult: () => `${exportedByNbdev(pair)}, ${bound(python)}`,
    },
  });
}

/** Cleaning of notebooks that have run: counts, metadata and addresses in outputs have to go. */
export function cleaning(pair: ProjectPair): Contender[] {
  const dirty = (folder: string) => {
    const texts = pair.notebooks.map((name) => readFileSync(join(folder, name), 'utf8'));
    return () => {
      for (const [index, name] of pair.notebooks.entries()) writeFileSync(join(folder, name), texts[index] as string);
    };
  };
  const [notebooks, nbs] = [join(pair.octavo, 'notebooks'), join(pair.nbdev, 'nbs')];
  return contenders(pair, {
    octavo: { words: ['clean'], prepare: dirty(notebooks), readResult: () => remains(notebooks, pair) },
    nbdev: { words: ['nbdev-clean'], prepare: dirty(nbs), readResult: () => remains(nbs, pair) },
  });
}

/** What cleaning has left: outputs stay, everything else of a run is gone. */
function remains(folder: string, { notebooks }: ProjectPair): string {
  const all = notebooks.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  const count = (pattern: RegExp) => all.match(pattern)?.length ?? 0;
  return [
    `${count(/"execution_count": \d/g)} counts`,
    `${count(/0x7f/g)} addresses`,
    `${count(/iopub|collapsed/g)} metadata`,
    `${count(/<Sum> ?\d+/g)} outputs`,
  ].join(', ');
}

/** All notebooks as tests, each in a process or a context of its own; the libraries are there. */
export function testing(pair: ProjectPair): Contender[] {
  const { length } = pair.notebooks;
  return contenders(pair, {
    octavo: {
      words: ['test'],
      readResult: (printed) => passed(new RegExp(`\\b${length} passed`).test(printed), printed),
    },
    nbdev: { words: ['nbdev-test'], readResult: (printed) => passed(/Success/.test(printed), printed) },
  });

  function passed(isSo: boolean, printed: string): string {
    if (!isSo) throw new Error(`not all ${length} notebooks passed:\n${printed}`);
    return `${length} passed`;
  }
}

/** Whether a command is there: the benchmark says so instead of failing. */
export function hasCommand(verb: string): boolean {
  return existsSync(join(import.meta.dirname, '..', '..', 'lib', 'cli', 'commands', `${verb}.ts`));
}
