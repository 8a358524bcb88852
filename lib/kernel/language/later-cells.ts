import { readFileSync, statSync } from 'node:fs';
import { type Node, parseSync, visitorKeys } from 'oxc-parser';
import type { CellShape, Declared } from './cell-declarations.ts';
import { readCell } from './cell-declarations.ts';

/** A notebook as it lies on disk. */
export interface NotebookCells {
  stamp: string;
  cells: { id: string | undefined; code: string; shape: CellShape }[]; // those of code that parse
}

const known = new Map<string, NotebookCells>(); // by path

/** Reads the cells of a notebook; undefined when there is no such file, or it is none. */
export function readNotebookCells(path: string, jsx: boolean): NotebookCells | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return undefined;
  const stamp = `${stat.mtimeMs} ${stat.size}`;
  const before = known.get(path);
  if (before?.stamp === stamp) return before;
  try {
    const { cells } = JSON.parse(readFileSync(path, 'utf8')) as {
      cells: { id?: string; cell_type: string; source: string | string[] }[];
    };
    const read = cells.flatMap(({ id, cell_type, source }) => {
      const code = [source].flat().join('');
      const shape = cell_type === 'code' ? readCell(code, jsx) : undefined;
      return shape ? [{ id, code, shape }] : [];
    });
    const notebook = { stamp, cells: read };
    known.set(path, notebook);
    return notebook;
  } catch {
    return undefined; // in the middle of being written
  }
}

/** A notebook as one module: what later cells declare has its types from there. */
export function wholeModule({ cells }: NotebookCells): string {
  const exported = new Set(cells.flatMap(({ shape }) => [...shape.exported]));
  const names = new Set(cells.flatMap(({ shape }) => [...shape.declared.keys()]));
  const code = cells.map((cell) => cell.code).join('\n;\n');
  return `${code}\n;export { ${[...names].filter((name) => !exported.has(name)).join(', ')} };`;
}

/**
 * Declares what a cell mentions of the names below it: its functions may use them, because they are there when it is called.
 * A value that the cell needs at once is left out: it is not there.
 */
export function laterPreamble(
  code: string,
  shape: CellShape,
  { notebook, cell, module, jsx }: { notebook: NotebookCells; cell: string | undefined; module: string; jsx: boolean },
): string {
  const at = notebook.cells.findIndex(({ id }) => id !== undefined && id === cell);
  const later = new Map(notebook.cells.slice(at + 1).flatMap((one) => [...one.shape.declared]));
  const mentioned = [...shape.mentioned].filter((name) => later.has(name) && !shape.declared.has(name));
  if (mentioned.length === 0) return '';
  const atOnce = valuesUsedAtOnce(code, jsx);
  const from = JSON.stringify(module);
  const lines = mentioned.map((name) => {
    const { kind } = later.get(name) as Declared;
    if (atOnce.has(name)) return `import type { ${name} } from ${from};`;
    if (kind === 'let' || kind === 'var') return `declare let ${name}: typeof import(${from}).${name};`;
    return `import { ${name} } from ${from};`;
  });
  return lines.join(' ');
}

/** Names in expressions that are evaluated with the cell itself, not in a function of it. There may be too many. */
function valuesUsedAtOnce(code: string, jsx: boolean): Set<string> {
  const { program } = parseSync(jsx ? 'cell.tsx' : 'cell.ts', code, { lang: jsx ? 'tsx' : 'ts', sourceType: 'module' });
  const names = new Set<string>();
  const visit = (node: Node): void => {
    if (isDeferred(node)) return;
    if (node.type === 'Identifier') names.add(node.name);
    for (const key of visitorKeys[node.type] ?? []) {
      if (key === 'property' && node.type === 'MemberExpression' && !node.computed) continue;
      if (key === 'key' && 'computed' in node && !node.computed) continue;
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null>)[key];
      for (const one of Array.isArray(child) ? child : [child]) if (one) visit(one);
    }
  };
  visit(program);
  return names;
}

/** Tells whether a place lies in a function's body or in a type: what is named there may be declared later. */
export function isDeferredPlace(code: string, offset: number, jsx: boolean): boolean {
  const { program } = parseSync(jsx ? 'cell.tsx' : 'cell.ts', code, { lang: jsx ? 'tsx' : 'ts', sourceType: 'module' });
  const visit = (node: Node): boolean => {
    if (offset < node.start || offset >= node.end) return false;
    if (isDeferred(node)) return true;
    return (visitorKeys[node.type] ?? []).some((key) => {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null>)[key];
      return (Array.isArray(child) ? child : [child]).some((one) => one && visit(one));
    });
  };
  return visit(program);
}

/** A function that is called where it stands is counted as one that is called later; what it throws then is said then. */
function isDeferred({ type }: Node): boolean {
  if (type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression')
    return true;
  return type === 'TSTypeAnnotation' || type === 'TSTypeParameterInstantiation' || typeDeclarations.has(type);
}

const typeDeclarations = new Set<Node['type']>([
  ...(['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'TSDeclareFunction', 'TSTypeParameterDeclaration'] as const),
]);
