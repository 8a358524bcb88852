import { join } from 'node:path';
import type { CellShape, Imported, NameKind } from './cell-declarations.ts';

/**
 * What a name of the session stands for: `written`, a declaration that means the same wherever it stands; `cell`, an
 * export of the module that a past cell is; `import`, of a package or a file, seen from a folder.
 */
export type Origin =
  | { type: 'written'; text: string }
  | { type: 'cell'; path: string }
  | { type: 'import'; imported: Imported; folder: string };

export interface SessionName {
  kind: NameKind;
  origin: Origin;
}

export type SessionNames = Map<string, SessionName>;

/** The names of earlier cells that a cell mentions and does not declare anew. */
export function mentionedNames(
  shape: Pick<CellShape, 'declared' | 'mentioned'>,
  names: SessionNames,
  implied: readonly string[], // mentioned without being written
): [string, SessionName][] {
  return [...new Set([...shape.mentioned, ...implied])].flatMap((name): [string, SessionName][] => {
    const known = names.get(name);
    return known && !shape.declared.has(name) ? [[name, known]] : [];
  });
}

/**
 * One line that declares names as the cells before left them, for the cell that is being written. What is no plain
 * declaration comes from `barrel`, one module for all, so that the imports of this text are the same for every cell:
 * the server would build its program anew if they changed.
 */
export function currentPreamble(mentioned: [string, SessionName][], barrel: string): string {
  const lines = [`import {} from ${JSON.stringify(barrel)};`];
  for (const [name, { kind, origin }] of mentioned) {
    lines.push(origin.type === 'written' ? origin.text : fromModule(name, kind, barrel));
  }
  return lines.join(' ');
}

/** The same for a past cell: names come from where they were declared, whatever later cells call so. */
export function pastPreamble(mentioned: [string, SessionName][], folder: string): string {
  const lines = mentioned.map(([name, { kind, origin }]) => {
    if (origin.type === 'written') return origin.text;
    if (origin.type === 'cell') return fromModule(name, kind, origin.path);
    const { imported } = origin;
    const from = `${JSON.stringify(specifierFrom(folder, imported, origin.folder))}${imported.attributes};`;
    const type = imported.isType ? 'type ' : '';
    if (imported.name === '*') return `import ${type}* as ${name} from ${from}`;
    return `import ${type}{ ${imported.name} as ${name} } from ${from}`;
  });
  return ['export {};', ...lines].join(' ');
}

/** The module through which the cell that is being written reaches other modules. */
export function barrelText(names: SessionNames, folder: string): string {
  const lines = ['export {};'];
  for (const [name, { origin }] of names) {
    if (origin.type === 'cell') lines.push(`export { ${name} } from ${JSON.stringify(origin.path)};`);
    if (origin.type !== 'import') continue;
    const { imported } = origin;
    const from = `from ${JSON.stringify(specifierFrom(folder, imported, origin.folder))}${imported.attributes};`;
    const type = imported.isType ? 'type ' : '';
    if (imported.name === '*') lines.push(`export ${type}* as ${name} ${from}`);
    else lines.push(`export ${type}{ ${imported.name} as ${name} } ${from}`);
  }
  return lines.join('\n');
}

/** An imported constant keeps all that TypeScript knows about it; a variable that may be assigned to needs its own declaration. */
function fromModule(name: string, kind: NameKind, module: string): string {
  const from = JSON.stringify(module);
  if (kind === 'let' || kind === 'var') return `declare let ${name}: typeof import(${from}).${name};`;
  return `import { ${name} } from ${from};`;
}

function specifierFrom(folder: string, { specifier }: Imported, writtenIn: string): string {
  return folder !== writtenIn && /^\.\.?\//.test(specifier) ? join(writtenIn, specifier) : specifier;
}
