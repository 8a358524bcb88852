// Generated from notebooks/30_library/02_source/08_repeated_imports.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30a90003 30a90005 30a9000b 30a9000c 30a90007 30a90008

// %% notebooks/30_library/02_source/08_repeated_imports.ipynb#30a90003 36cc685f
import type { Program } from 'oxc-parser';
import type { Edit } from './edits.ts';
import { type SourceProblem, type SyntaxNode, walkSyntax } from './parse.ts';

// %% notebooks/30_library/02_source/08_repeated_imports.ipynb#30a90005 39abfdcb
/** One name that a cell imports. @internal */
export interface ImportedName {
  name: string; // in the cell
  imported: string; // in the other module; 'default', or '*' for all of it
  from: string; // the module as the cell writes it
  type: boolean;
  start: number;
  declaration: SyntaxNode;
}

/** The names that a source imports, in order. @internal */
export function importedNames(program: Program): ImportedName[] {
  const statements = (program.body as unknown as SyntaxNode[]).filter((one) => one.type === 'ImportDeclaration');
  return statements.flatMap((declaration) =>
    (declaration.specifiers as SyntaxNode[]).map((specifier) => {
      const local = specifier.local as SyntaxNode;
      return {
        name: String(local.name),
        imported: _importedName(specifier),
        from: String((declaration.source as SyntaxNode).value),
        type: declaration.importKind === 'type' || specifier.importKind === 'type',
        start: local.start,
        declaration,
      };
    }),
  );
}

function _importedName(specifier: SyntaxNode): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  const imported = specifier.imported as SyntaxNode;
  return String(imported.name ?? imported.value);
}

// %% notebooks/30_library/02_source/08_repeated_imports.ipynb#30a9000b dac42ce6
/** A name that two cells import from different places. @internal */
export interface ImportConflict {
  name: string;
  part: number; // index of the later cell
  earlier: number; // index of the earlier cell
  start: number; // in the later cell
}

/** The edits, one list for each source of a module, after which every name is imported once. @internal */
export function dropRepeatedImports(programs: Program[]): { edits: Edit[][]; conflicts: ImportConflict[] } {
  const all = programs.flatMap((program, part) => importedNames(program).map((one) => ({ ...one, part })));
  const kept = new Map<string, (typeof all)[number]>();
  const conflicts: ImportConflict[] = [];
  for (const one of all) {
    const earlier = kept.get(one.name);
    if (!earlier) kept.set(one.name, one);
    else if (earlier.from !== one.from || earlier.imported !== one.imported) {
      conflicts.push({ name: one.name, part: one.part, earlier: earlier.part, start: one.start });
    } else if (earlier.type && !one.type) kept.set(one.name, one);
  }
  const edits = programs.map((_, part) => {
    const here = all.filter((one) => one.part === part);
    const declarations = new Set(here.filter((one) => kept.get(one.name) !== one).map((one) => one.declaration));
    return [...declarations].map((declaration) => {
      const staying = here.filter((one) => one.declaration === declaration && kept.get(one.name) === one);
      return _keepOnly(declaration, staying);
    });
  });
  return { edits, conflicts };
}

// %% notebooks/30_library/02_source/08_repeated_imports.ipynb#30a9000c f6551bef
function _keepOnly(declaration: SyntaxNode, staying: ImportedName[]): Edit {
  const { start, end } = declaration;
  if (staying.length === 0) return { start, end, text: '' };
  const whole = staying.filter((one) => one.imported === 'default' && one.type === (declaration.importKind === 'type'));
  const clauses = whole.slice(0, 1).map((one) => one.name);
  const rest = staying.filter((one) => one !== whole[0]);
  for (const one of rest) if (one.imported === '*') clauses.push(`* as ${one.name}`);
  const named = rest
    .filter((one) => one.imported !== '*')
    .map((one) => {
      const name = one.imported === one.name ? one.name : `${one.imported} as ${one.name}`;
      return one.type && declaration.importKind !== 'type' ? `type ${name}` : name;
    });
  if (named.length > 0) clauses.push(`{ ${named.join(', ')} }`);
  const kind = declaration.importKind === 'type' ? 'import type' : 'import';
  return { start, end: (declaration.source as SyntaxNode).start, text: `${kind} ${clauses.join(', ')} from ` };
}

// %% notebooks/30_library/02_source/08_repeated_imports.ipynb#30a90007 7aea7615
/** How a source uses names: as values, as types. A name may be in both. Names of members do not count. @internal */
export function usedNames(program: Program): { values: Set<string>; types: Set<string> } {
  const values = new Set<string>();
  const types = new Set<string>();
  const collect = (root: SyntaxNode | Program, into: Set<string>) =>
    walkSyntax(root, (node, parent) => {
      if (node.type === 'ImportDeclaration') return 'skip';
      if (node !== root && into === values && _isTypeNode(node)) {
        collect(node, types);
        return 'skip';
      }
      if (node.type === 'Identifier' && !_isMemberName(node, parent)) into.add(String(node.name));
      return undefined;
    });
  collect(program, values);
  return { values, types };
}

const _valueNodes =
  /^TS(As|Satisfies|NonNull|Instantiation)Expression$|^TSTypeAssertion$|^TSParameterProperty$|^TSEnum|^TSModule|^TSAbstract|^TSExportAssignment$/;

function _isTypeNode(node: SyntaxNode): boolean {
  if (node.type.startsWith('Export')) return node.exportKind === 'type' && !node.declaration;
  return node.type.startsWith('TS') && !_valueNodes.test(node.type);
}

function _isMemberName(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (!parent || parent.computed === true) return false;
  if (parent.type === 'MemberExpression') return parent.property === node;
  return 'key' in parent && parent.key === node && parent.shorthand !== true;
}

// %% notebooks/30_library/02_source/08_repeated_imports.ipynb#30a90008 8507fb92
/** The value imports of the sources of one module that are used only as types, with the index of their source. @internal */
export function typesImportedAsValues(programs: Program[]): (SourceProblem & { part: number })[] {
  const used = programs.map(usedNames);
  return programs.flatMap((program, part) => {
    const wrong = importedNames(program).filter(
      ({ name, type }) => !type && used.some((one) => one.types.has(name)) && !used.some((one) => one.values.has(name)),
    );
    return wrong.map(({ name, imported, from, start }) => {
      const clause = imported === '*' ? `* as ${name}` : imported === 'default' ? name : `{ ${name} }`;
      const hint = `write: import type ${clause} from '${from}';`;
      return { part, offset: start, message: `"${name}" is used only as a type, but imported as a value`, hint };
    });
  });
}
