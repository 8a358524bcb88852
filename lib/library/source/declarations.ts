// Generated from notebooks/30_library/02_source/03_declarations.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30a40003 30a40005 30a40007 30a40012 30a40009 30a4000c 30a4000f

// %% notebooks/30_library/02_source/03_declarations.ipynb#30a40003 daf66d86
import type { Program } from 'oxc-parser';
import type { SyntaxNode } from './parse.ts';

// %% notebooks/30_library/02_source/03_declarations.ipynb#30a40005 8578caa0
/** One name that a statement declares. */
export interface DeclaredName {
  name: string;
  meaning: 'value' | 'type' | 'both';
  form: 'variable' | 'function' | 'signature' | 'class' | 'interface' | 'alias' | 'enum' | 'namespace';
  erased: boolean; // nothing is left of it when Node strips the types, as of `declare const`
  start: number; // offset of the name
}

/** One top-level statement that declares something. */
export interface TopLevelDeclaration {
  start: number; // where `export` would go
  end: number;
  exported: boolean; // the author wrote `export`
  exportable: boolean; // `export` may stand in front of it
  names: DeclaredName[];
}

const _forms: Record<string, [DeclaredName['form'], DeclaredName['meaning']]> = {
  FunctionDeclaration: ['function', 'value'],
  TSDeclareFunction: ['signature', 'value'],
  ClassDeclaration: ['class', 'both'],
  TSInterfaceDeclaration: ['interface', 'type'],
  TSTypeAliasDeclaration: ['alias', 'type'],
  TSEnumDeclaration: ['enum', 'both'],
  TSModuleDeclaration: ['namespace', 'both'],
};

// %% notebooks/30_library/02_source/03_declarations.ipynb#30a40007 1b6297db
/** The names that a binding pattern declares: `{ a, b: [c, ...d] }` has a, c and d. @internal */
export function patternNames(pattern: SyntaxNode): DeclaredName[] {
  switch (pattern.type) {
    case 'Identifier':
      return [
        { name: pattern.name as string, meaning: 'value', form: 'variable', erased: false, start: pattern.start },
      ];
    case 'ObjectPattern':
      return (pattern.properties as SyntaxNode[]).flatMap(patternNames);
    case 'Property':
      return patternNames(pattern.value as SyntaxNode);
    case 'ArrayPattern':
      return (pattern.elements as (SyntaxNode | null)[]).flatMap((element) => (element ? patternNames(element) : []));
    case 'RestElement':
      return patternNames(pattern.argument as SyntaxNode);
    case 'AssignmentPattern':
      return patternNames(pattern.left as SyntaxNode);
    default:
      return [];
  }
}

// %% notebooks/30_library/02_source/03_declarations.ipynb#30a40012 535786d9
/** Tells whether a declaration leaves code behind; a namespace does when anything in it does. @internal */
export function leavesCode(node: SyntaxNode): boolean {
  if (node.declare === true) return false;
  if (node.type === 'TSModuleDeclaration') return node.body ? leavesCode(node.body as SyntaxNode) : false;
  if (node.type === 'TSModuleBlock') return (node.body as SyntaxNode[]).some(leavesCode);
  if (node.type === 'ExportNamedDeclaration' && node.declaration) return leavesCode(node.declaration as SyntaxNode);
  return node.type !== 'TSInterfaceDeclaration' && node.type !== 'TSTypeAliasDeclaration';
}

// %% notebooks/30_library/02_source/03_declarations.ipynb#30a40009 d8e9aea0
/** The top-level declarations of a parsed source, in order. */
export function topLevelDeclarations(program: Program): TopLevelDeclaration[] {
  return (program.body as unknown as SyntaxNode[]).flatMap((statement) => {
    const exported = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
    const declaration = exported ? (statement.declaration as SyntaxNode | null) : statement;
    const names = declaration ? _declaredNames(declaration) : [];
    if (!declaration || names.length === 0) return [];
    const exportable = !/using$/.test(String(declaration.kind ?? ''));
    return [{ start: statement.start, end: statement.end, exported, exportable, names }];
  });
}

function _declaredNames(declaration: SyntaxNode): DeclaredName[] {
  if (declaration.type === 'VariableDeclaration') {
    const names = (declaration.declarations as SyntaxNode[]).flatMap((one) => patternNames(one.id as SyntaxNode));
    return names.map((one) => ({ ...one, erased: declaration.declare === true }));
  }
  const form = _forms[declaration.type];
  const id = declaration.id as SyntaxNode | null | undefined;
  if (!form || id?.type !== 'Identifier' || declaration.kind === 'global') return [];
  const erased = form[0] === 'signature' || !leavesCode(declaration);
  return [{ name: id.name as string, meaning: form[1], form: form[0], erased, start: id.start }];
}

// %% notebooks/30_library/02_source/03_declarations.ipynb#30a4000c f3a495e2
/** Tells whether two declarations of the same name, in this order, may stand in one module. @internal */
export function mayShareName(earlier: DeclaredName, later: DeclaredName): boolean {
  if (earlier.meaning !== 'both' && later.meaning !== 'both' && earlier.meaning !== later.meaning) return true;
  const forms = [earlier.form, later.form];
  if (earlier.form === 'signature') return later.form === 'signature' || later.form === 'function';
  if (forms.includes('interface')) return forms.every((form) => form === 'interface' || form === 'class');
  return forms.includes('namespace') && forms.some((form) => form === 'class' || form === 'function');
}

// %% notebooks/30_library/02_source/03_declarations.ipynb#30a4000f 24807437
/** A name that a source exports by the word `export`. @internal */
export interface WrittenExport {
  name: string; // 'default' for a default export, '*' for `export * from`
  type: boolean; // known to be a type
  local?: string; // the module's own name for it
  start: number;
}

/** The names that a source exports by its own words; undefined when the word `export` does not occur. @internal */
export function writtenExports(program: Program): WrittenExport[] | undefined {
  const statements = (program.body as unknown as SyntaxNode[]).filter((one) => one.type.startsWith('Export'));
  if (statements.length === 0) return undefined;
  return statements.flatMap((statement): WrittenExport[] => {
    const { start } = statement;
    if (statement.type === 'ExportDefaultDeclaration') return [{ name: 'default', type: false, start }];
    if (statement.type === 'ExportAllDeclaration') {
      const exported = statement.exported as SyntaxNode | null;
      return [{ name: String(exported?.name ?? '*'), type: statement.exportKind === 'type', start }];
    }
    if (statement.declaration) {
      const names = _declaredNames(statement.declaration as SyntaxNode);
      return names.map((one) => ({ name: one.name, type: one.erased, start: one.start }));
    }
    return (statement.specifiers as SyntaxNode[]).map((specifier) => {
      const [local, exported] = [specifier.local, specifier.exported].map((node) => _nameOf(node as SyntaxNode));
      const type = statement.exportKind === 'type' || specifier.exportKind === 'type';
      return {
        name: exported as string,
        type,
        start: specifier.start,
        ...(statement.source ? {} : { local: local as string }),
      };
    });
  });
}

function _nameOf(node: SyntaxNode): string {
  return String(node.name ?? node.value);
}
