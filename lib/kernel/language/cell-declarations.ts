import { type ImportDeclaration, type Node, type Program, parseSync } from 'oxc-parser';
import { tooDeepAt } from '../../notebook/nesting.ts';
import { patternNames, varNames } from '../transform/scope.ts';

export type NameKind =
  | 'const'
  | 'let'
  | 'var'
  | 'using'
  | 'function'
  | 'class'
  | 'enum'
  | 'namespace'
  | 'interface'
  | 'type'
  | 'import';

/** What an imported name stands for. */
export interface Imported {
  specifier: string;
  name: string; // `*` is the whole module
  isType: boolean;
  attributes: string; // `with { type: "json" }` as written, or nothing
}

export interface Declared {
  name: string;
  kind: NameKind;
  start: number; // offset of the name
  imported: Imported | undefined;
  isMerged: boolean; // declared more than once: overloads, an interface beside a constant
  isAnnotated: boolean; // a variable with a type
  init: Node | undefined; // of a variable that is no pattern
}

/** What a cell's TypeScript declares for the cells after it. */
export interface CellShape {
  declared: ReadonlyMap<string, Declared>;
  exported: ReadonlySet<string>; // local names that the cell itself exports under the same name
  mentioned: ReadonlySet<string>; // every word that may be a name; more than there are
  specifiers: string[]; // of modules
  augmentations: { start: number; end: number }[]; // `declare global`, `declare module`: they change types of others
}

const typeKinds = new Set<NameKind>(['interface', 'type']);

/** Tells whether a name has no value at run time. */
export function isTypeOnly({ kind, imported }: Pick<Declared, 'kind' | 'imported'>): boolean {
  return typeKinds.has(kind) || (imported?.isType ?? false);
}

/** Reads a cell. Undefined when it does not parse. */
export function readCell(code: string, jsx: boolean): CellShape | undefined {
  if (tooDeepAt(code) !== undefined) return undefined;
  const { program, errors } = parseSync(jsx ? 'cell.tsx' : 'cell.ts', code, {
    lang: jsx ? 'tsx' : 'ts',
    sourceType: 'module',
    preserveParens: false,
  });
  if (errors.length > 0) return undefined;
  return new Reader(code, program).shape();
}

class Reader {
  readonly #code: string;
  readonly #program: Program;
  readonly #declared = new Map<string, Declared>();
  readonly #exported = new Set<string>();
  readonly #specifiers: string[] = [];
  readonly #augmentations: { start: number; end: number }[] = [];

  constructor(code: string, program: Program) {
    this.#code = code;
    this.#program = program;
  }

  shape(): CellShape {
    for (const statement of this.#program.body) this.#statement(statement, false);
    for (const name of varNames(this.#program.body)) {
      if (!this.#declared.has(name)) this.#add(name, 'var', 0);
    }
    for (const [, specifier] of this.#code.matchAll(/\b(?:import|require)\s*\(\s*['"]([^'"\n]+)['"]/g)) {
      this.#specifiers.push(specifier as string);
    }
    const words = this.#code.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu) ?? [];
    return {
      declared: this.#declared,
      exported: this.#exported,
      mentioned: new Set(words),
      specifiers: this.#specifiers,
      augmentations: this.#augmentations,
    };
  }

  #add(name: string, kind: NameKind, start: number, more: Partial<Declared> = {}): void {
    const before = this.#declared.get(name);
    const one = {
      name,
      kind,
      start,
      imported: undefined,
      isMerged: false,
      isAnnotated: false,
      init: undefined,
      ...more,
    };
    if (!before) this.#declared.set(name, one);
    else this.#declared.set(name, { ...(isTypeOnly(before) ? one : before), isMerged: true });
  }

  #statement(node: Node, isExported: boolean): void {
    const own = (id: Node | null | undefined, kind: NameKind) => {
      if (id?.type !== 'Identifier') return;
      this.#add(id.name, kind, id.start);
      if (isExported) this.#exported.add(id.name);
    };
    switch (node.type) {
      case 'VariableDeclaration': {
        const kind = node.kind === 'await using' ? 'using' : node.kind;
        for (const { id, init } of node.declarations) {
          const isAnnotated = 'typeAnnotation' in id && Boolean(id.typeAnnotation);
          if (id.type === 'Identifier') this.#add(id.name, kind, id.start, { isAnnotated, init: init ?? undefined });
          else for (const { name, start } of patternPlaces(id)) this.#add(name, kind, start);
          if (isExported) for (const name of patternNames(id)) this.#exported.add(name);
        }
        return;
      }
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        own(node.id, 'function');
        return;
      case 'ClassDeclaration':
        own(node.id, 'class');
        return;
      case 'TSEnumDeclaration':
        own(node.id, 'enum');
        return;
      case 'TSInterfaceDeclaration':
        own(node.id, 'interface');
        return;
      case 'TSTypeAliasDeclaration':
        own(node.id, 'type');
        return;
      case 'TSModuleDeclaration':
        if (node.kind === 'global' || node.id.type !== 'Identifier') {
          this.#augmentations.push({ start: node.start, end: node.end });
        } else own(node.id, 'namespace');
        return;
      case 'TSImportEqualsDeclaration':
        own(node.id, 'namespace');
        return;
      case 'ImportDeclaration':
        this.#specifiers.push(node.source.value);
        this.#import(node);
        return;
      case 'ExportAllDeclaration':
        this.#specifiers.push(node.source.value);
        return;
      case 'ExportNamedDeclaration':
        if (node.declaration) this.#statement(node.declaration, true);
        if (node.source) this.#specifiers.push(node.source.value);
        for (const { local, exported } of node.source ? [] : node.specifiers) {
          const text = this.#code.slice(local.start, local.end);
          if (text === this.#code.slice(exported.start, exported.end)) this.#exported.add(text);
        }
        return;
      case 'ExportDefaultDeclaration':
        this.#statement(node.declaration as Node, false);
        return;
      case 'LabeledStatement':
        this.#statement(node.body, false);
    }
  }

  #import(node: ImportDeclaration): void {
    const first = node.attributes?.[0];
    const last = node.attributes?.at(-1);
    const attributes = first && last ? ` with { ${this.#code.slice(first.start, last.end).replace(/\s+/g, ' ')} }` : '';
    for (const one of node.specifiers) {
      let name = 'default';
      if (one.type === 'ImportNamespaceSpecifier') name = '*';
      if (one.type === 'ImportSpecifier') name = this.#code.slice(one.imported.start, one.imported.end);
      const isType = node.importKind === 'type' || (one.type === 'ImportSpecifier' && one.importKind === 'type');
      const imported = { specifier: node.source.value, name, isType, attributes };
      this.#add(one.local.name, 'import', one.local.start, { imported });
    }
  }
}

function patternPlaces(pattern: Node): { name: string; start: number }[] {
  switch (pattern.type) {
    case 'Identifier':
      return [{ name: pattern.name, start: pattern.start }];
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => patternPlaces(one.type === 'RestElement' ? one.argument : one.value));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? patternPlaces(element) : []));
    case 'AssignmentPattern':
      return patternPlaces(pattern.left);
    case 'RestElement':
      return patternPlaces(pattern.argument);
    default:
      return [];
  }
}
