import type MagicString from 'magic-string';
import type { CellContext } from './cell-context.ts';
import { type DeclarationKind, isConstant } from './declared.ts';
import type { Findings, Reference } from './findings.ts';
import { legacyHelpers } from './strip-types.ts';
import type { WrapperNames } from './wrapper-names.ts';

interface Surroundings extends CellContext {
  names: WrapperNames;
  here: ReadonlyMap<string, DeclarationKind>; // declared by this cell
}

/** Not variables in truth; and `eval` under another name would no longer see the variables around it. */
const unlikeOthers = new Set(['undefined', 'NaN', 'Infinity', 'eval']);

/** Writes where each name lives, and what else of an expression must change. */
export function editReferences(edits: MagicString, findings: Findings, around: Surroundings): void {
  const { cell } = around.names;
  for (const reference of findings.references) {
    const place = placeOf(reference, around);
    if (place === undefined) continue;
    const text = reference.role === 'call' ? `(0, ${place})` : place; // so that `this` is undefined in the callee
    edits.update(reference.start, reference.end, reference.shorthand ? `${reference.name}: ${text}` : text);
  }
  for (const { name, start, end } of findings.wraps) {
    const [before, after] = name === undefined ? [`${cell}.resumed(`, ')'] : namingOf(name);
    edits.prependRight(start, before).appendLeft(end, after);
  }
  for (const { start, end } of findings.freshEnums) edits.update(start, end, '{}');
  for (const { start, end } of findings.importMetas) edits.update(start, end, `${cell}.meta`);
  for (const { start } of findings.importCalls) edits.update(start, start + 'import'.length, `${cell}.import`);
}

/** The expression that a name stands for, or undefined where the name itself is right. */
function placeOf({ name, role }: Reference, around: Surroundings): string | undefined {
  const { names, here, declared } = around;
  const kind = here.get(name) ?? declared.get(name);
  if (kind === undefined && unlikeOthers.has(name)) return undefined;
  if (kind === undefined && name === legacyHelpers) return `${names.cell}.${name}`;
  const place = `${names.homes}${around.homeOf(name)}.${name}`;
  if (role === 'write' && isConstant(kind)) return `${names.constant}.${name}`;
  if (role === 'write' && kind === undefined) return `${names.unbound}.${name}`;
  return role === 'typeof' && kind === undefined ? `${names.typeOf}.${name}` : place;
}

/** The language names an anonymous function after a variable or a key, not after a property that is assigned to. */
function namingOf(name: string): [before: string, after: string] {
  return name === '__proto__' ? ['({ ["__proto__"]: ', ' }).__proto__'] : [`({ ${name}: `, ` }).${name}`];
}
