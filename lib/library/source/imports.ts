// Generated from notebooks/30_library/02_source/07_imports.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30a80003 30a80005 30a80008 30a80009

// %% notebooks/30_library/02_source/07_imports.ipynb#30a80003 6330bbbc
import { posix } from 'node:path';
import type { Program } from 'oxc-parser';
import type { Edit } from './edits.ts';
import { type SourceProblem, type SyntaxNode, walkSyntax } from './parse.ts';
import { isOwnSpecifier, type OwnPackage, relativeSpecifier, resolveOwnSpecifier } from './resolve.ts';

// %% notebooks/30_library/02_source/07_imports.ipynb#30a80005 bbe76b28
/** A module's name as a source writes it. @internal */
export interface Specifier {
  value: string;
  start: number; // inside the quotes
  end: number;
}

/** All module names of a source, in order. @internal */
export function specifiersOf(program: Program): Specifier[] {
  const specifiers: Specifier[] = [];
  walkSyntax(program, (node) => {
    if (_naming.has(node.type)) {
      const literal = _literal(node.source as SyntaxNode | null | undefined);
      if (literal) specifiers.push(literal);
    }
    return undefined;
  });
  return specifiers;
}

const _naming = new Set([
  ...['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration'],
  ...['ImportExpression', 'TSImportType'],
]);

function _literal(node: SyntaxNode | null | undefined): Specifier | undefined {
  const place = node && { start: node.start + 1, end: node.end - 1 };
  if (node?.type === 'Literal' && typeof node.value === 'string') return { value: node.value, ...(place as Edit) };
  if (node?.type !== 'TemplateLiteral' || (node.expressions as unknown[]).length > 0) return undefined;
  const text = (node.quasis as { value: { cooked: string } }[])[0]?.value.cooked;
  return { value: text ?? '', ...(place as Edit) };
}

// %% notebooks/30_library/02_source/07_imports.ipynb#30a80008 a349ca15
/** What a module needs to know about the project to have its imports translated. @internal */
export interface ImportContext {
  own: OwnPackage;
  notebook: string; // the cell's notebook, relative to the root
  module: string; // file of the importing module, relative to the root
  exists: (file: string) => boolean; // whether a file is there, or will be after the export
}

/** A problem with an import, with its code. @internal */
export interface ImportProblem extends SourceProblem {
  code: `library-${'relative-import' | 'import-leaves-project' | 'unknown-import' | 'own-door-import' | 'tslab-import'}`;
}

/** The edits that make imports of the project relative, and what is wrong with any import. @internal */
export function translateImports(
  program: Program,
  context: ImportContext,
): { edits: Edit[]; problems: ImportProblem[] } {
  const edits: Edit[] = [];
  const problems: ImportProblem[] = [];
  for (const { value, start, end } of specifiersOf(program)) {
    const problem = _refuseImport(value, context);
    if (problem) problems.push({ ...problem, offset: start });
    else if (isOwnSpecifier(value, context.own)) {
      const file = resolveOwnSpecifier(value, context.own) as string;
      edits.push({ start, end, text: relativeSpecifier(context.module, file) });
    }
  }
  return { edits, problems };
}

// %% notebooks/30_library/02_source/07_imports.ipynb#30a80009 79180a8f
function _refuseImport(specifier: string, context: ImportContext): Omit<ImportProblem, 'offset'> | undefined {
  const { own, notebook, module, exists } = context;
  if (specifier === 'tslab') {
    const hint = "write: import { display } from 'octavo/kernel';";
    return { code: 'library-tslab-import', message: 'tslab exists only in the kernel', hint };
  }
  if (/^(\.{0,2}\/|\.{1,2}$|file:|[A-Za-z]:[\\/])/.test(specifier)) {
    const hint = `import by package name, as '${own.name ?? 'my-project'}/module'`;
    if (!specifier.startsWith('.')) {
      return { code: 'library-import-leaves-project', message: `"${specifier}" is an absolute path`, hint };
    }
    if (posix.join(posix.dirname(notebook), specifier).startsWith('..')) {
      return { code: 'library-import-leaves-project', message: `"${specifier}" leads out of the project`, hint };
    }
    const message = `"${specifier}" is a path, which a notebook and its module read differently`;
    return { code: 'library-relative-import', message, hint };
  }
  if (!isOwnSpecifier(specifier, own)) return undefined;
  const file = resolveOwnSpecifier(specifier, own);
  if (file === undefined) {
    const subpath = `.${specifier.slice(own.name?.length)}`;
    const hint =
      own.exports === undefined
        ? 'octavo doctor   (package.json has no "exports" yet; it says what to type)'
        : `add "${subpath}", with the file of its module, to "exports" in package.json`;
    return { code: 'library-unknown-import', message: `package.json exports no "${subpath}"`, hint };
  }
  if (file.split('/').includes('..')) {
    return { code: 'library-import-leaves-project', message: `"${specifier}" leads out of the project, to ${file}` };
  }
  if (file === module.replace(/[^/]*$/, 'index.ts')) {
    const hint = `name the module that has it, as '${specifier}/module'`;
    return { code: 'library-own-door-import', message: `"${specifier}" is the index of the module's own folder`, hint };
  }
  if (!exists(file)) {
    const bare = specifier.replace(/\.ts$/, '');
    const isMeant = bare !== specifier && exists(resolveOwnSpecifier(bare, own) ?? '');
    const hint = isMeant ? `write it without the ending: '${bare}'` : undefined;
    return { code: 'library-unknown-import', message: `"${specifier}" means ${file}, which does not exist`, hint };
  }
  return undefined;
}
