import { parseSync, type StaticExport } from 'oxc-parser';
import { walk } from 'oxc-walker';

export interface ImportFact {
  specifier: string; // as written
  typeOnly: boolean;
  dynamic: boolean;
  reExport: boolean; // `export … from`
  star: boolean; // `export * from`
}

/** What the rules need to know of one module. */
export interface ModuleFacts {
  path: string; // relative to the project root, with `/`
  lineCount: number;
  imports: ImportFact[];
  awaitsAtTop: boolean; // a top-level `await`, also in `for await`
}

/** Reads the facts of one TypeScript module from its text. */
export function readModuleFacts(path: string, text: string): ModuleFacts {
  const { program, module } = parseSync(path, text);
  const imports: ImportFact[] = module.staticImports.map((found) => ({
    specifier: found.moduleRequest.value,
    // `import type { A }` and `import { type A }`; a bare `import './a.ts'` has no entries and does run.
    typeOnly: found.entries.length > 0 && found.entries.every((entry) => entry.isType),
    dynamic: false,
    reExport: false,
    star: false,
  }));
  imports.push(...module.staticExports.flatMap(reExports));
  for (const found of module.dynamicImports) {
    const literal = /^(['"`])([^'"`$]+)\1$/.exec(text.slice(found.moduleRequest.start, found.moduleRequest.end));
    if (literal?.[2]) {
      imports.push({ specifier: literal[2], typeOnly: false, dynamic: true, reExport: false, star: false });
    }
  }
  let awaitsAtTop = false;
  walk(program, {
    enter(node) {
      if (/Function|MethodDefinition|PropertyDefinition|StaticBlock/.test(node.type)) this.skip();
      if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) awaitsAtTop = true;
    },
  });
  return { path, lineCount: text.replace(/\n$/, '').split('\n').length, imports, awaitsAtTop };
}

function reExports(found: StaticExport): ImportFact[] {
  const bySpecifier = new Map<string, ImportFact>();
  for (const entry of found.entries) {
    const specifier = entry.moduleRequest?.value;
    if (specifier === undefined) continue;
    const star = String(entry.importName.kind).startsWith('All');
    const fact = bySpecifier.get(specifier) ?? { specifier, typeOnly: true, dynamic: false, reExport: true, star };
    bySpecifier.set(specifier, { ...fact, typeOnly: fact.typeOnly && entry.isType, star: fact.star || star });
  }
  return [...bySpecifier.values()];
}
