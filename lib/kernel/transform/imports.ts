import type { ExportAllDeclaration, ExportNamedDeclaration, ImportDeclaration } from 'oxc-parser';

/** One `import` (or `export … from`) of a cell. */
export interface CellImport {
  specifier: string;
  attributes: Record<string, string>;
  bindings: ImportBinding[];
  start: number; // in the cell's JavaScript
}

export interface ImportBinding {
  local: string;
  imported: string; // '*' is the module's namespace object
  used: boolean; // the cell uses it as a value; otherwise it may be a type that has no `type` before it
}

/** Reads an import, or undefined for an `export` that names no module. */
export function readImport(
  node: ImportDeclaration | ExportNamedDeclaration | ExportAllDeclaration,
  isUsed: (name: string) => boolean,
): CellImport | undefined {
  if (!node.source) return undefined;
  const specifiers = node.type === 'ImportDeclaration' ? node.specifiers : [];
  return {
    specifier: node.source.value,
    attributes: Object.fromEntries(
      (node.attributes ?? []).map(({ key, value }) => [key.type === 'Identifier' ? key.name : key.value, value.value]),
    ),
    bindings: specifiers.map((specifier) => ({
      local: specifier.local.name,
      imported: importedName(specifier),
      used: isUsed(specifier.local.name),
    })),
    start: node.start,
  };
}

/** What a cell's code asks of a module without the cell having written it: the functions that JSX stands for. */
export interface InternalImport {
  names: string[]; // local ones
  text: string; // `{ jsx: _jsx }`
  specifier: string;
}

/** Reads an import whose names do not occur in the cell as written; undefined for any other. */
export function readInternalImport(node: ImportDeclaration, source: string): InternalImport | undefined {
  const names = node.specifiers.map(({ local }) => local.name);
  if (names.length === 0 || names.some((name) => !name.startsWith('_') || source.includes(name))) return undefined;
  const parts = node.specifiers.map((specifier) => `${importedName(specifier)}: ${specifier.local.name}`);
  return { names, text: `{ ${parts.join(', ')} }`, specifier: node.source.value };
}

function importedName(specifier: ImportDeclaration['specifiers'][number]): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  return specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
}
