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
  isBoth?: boolean; // its declaration makes a value and a type
  beside?: SessionName | undefined; // a type of the same name beside a value, or the value beside the type
}

export type SessionNames = Map<string, SessionName>;

/** What a cell mentions of the session; `exported` is what the module of names calls it. */
export interface Mentioned extends Pick<SessionName, 'kind' | 'origin'> {
  name: string;
  exported: string;
  isAlone: boolean; // the name means nothing else in the cell
}

const types = new Set<NameKind>(['interface', 'type']);
const values = new Set<NameKind>(['const', 'let', 'var', 'using', 'function']);

/** What a name keeps to mean when a cell declares it as something of this kind: values and types live side by side. */
export function keptBeside(kind: NameKind, known: SessionName | undefined): SessionName | undefined {
  const others = types.has(kind) ? values : values.has(kind) ? types : undefined;
  return [known, known?.beside].find((one) => one && others?.has(one.kind));
}

/** The names of earlier cells that a cell mentions, as far as it does not declare them anew. */
export function mentionedNames(
  shape: Pick<CellShape, 'declared' | 'mentioned'>,
  names: SessionNames,
  implied: readonly string[], // mentioned without being written
): Mentioned[] {
  return [...new Set([...shape.mentioned, ...implied])].flatMap((name) => {
    const known = names.get(name);
    if (!known) return [];
    const own = shape.declared.get(name);
    const kept = own && !own.isMerged ? keptBeside(own.kind, known) : undefined;
    const all = own ? [kept] : [known, known.beside];
    return all.flatMap((one) => {
      if (!one) return [];
      const exported = one === known ? name : besideName(name);
      return [{ name, exported, kind: one.kind, origin: one.origin, isAlone: !own && !known.beside }];
    });
  });
}

/**
 * One line that declares names as the cells before left them, for the cell that is being written. What is no plain
 * declaration comes from `barrel`, one module for all, so that the imports of this text are the same for every cell:
 * the server would build its program anew if they changed.
 */
export function currentPreamble(mentioned: Mentioned[], barrel: string): string {
  const lines = [`import {} from ${JSON.stringify(barrel)};`];
  for (const one of mentioned) {
    lines.push(one.origin.type === 'written' ? one.origin.text : fromModule(one, one.exported, barrel));
  }
  return lines.join(' ');
}

/** The same for a past cell: names come from where they were declared, whatever later cells call so. */
export function pastPreamble(mentioned: Mentioned[], folder: string): string {
  const lines = mentioned.map((one) => {
    const { name, origin } = one;
    if (origin.type === 'written') return origin.text;
    if (origin.type === 'cell') return fromModule(one, name, origin.path);
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
  for (const [name, { origin, beside }] of names) {
    if (origin.type === 'cell') lines.push(`export { ${name} } from ${JSON.stringify(origin.path)};`);
    if (beside?.origin.type === 'cell')
      lines.push(`export { ${name} as ${besideName(name)} } from ${JSON.stringify(beside.origin.path)};`);
    if (origin.type !== 'import') continue;
    const { imported } = origin;
    const from = `from ${JSON.stringify(specifierFrom(folder, imported, origin.folder))}${imported.attributes};`;
    const type = imported.isType ? 'type ' : '';
    if (imported.name === '*') lines.push(`export ${type}* as ${name} ${from}`);
    else lines.push(`export ${type}{ ${imported.name} as ${name} } ${from}`);
  }
  return lines.join('\n');
}

function besideName(name: string): string {
  return `${name}$beside`;
}

/** An imported constant keeps all that TypeScript knows about it; a variable that may be assigned to needs its own declaration. */
function fromModule({ name, kind, isAlone }: Mentioned, exported: string, module: string): string {
  const from = JSON.stringify(module);
  if (kind === 'let' || kind === 'var') return `declare let ${name}: typeof import(${from}).${exported};`;
  // Two imports of one name would not go together.
  if (!isAlone && values.has(kind)) return `declare const ${name}: typeof import(${from}).${exported};`;
  return `import { ${exported === name ? name : `${exported} as ${name}`} } from ${from};`;
}

function specifierFrom(folder: string, { specifier }: Imported, writtenIn: string): string {
  return folder !== writtenIn && /^\.\.?\//.test(specifier) ? join(writtenIn, specifier) : specifier;
}
