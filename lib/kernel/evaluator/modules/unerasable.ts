import { parseSync } from 'oxc-parser';

const refused = new Set([
  'TSEnumDeclaration',
  'TSModuleDeclaration',
  'TSParameterProperty',
  'TSImportEqualsDeclaration',
  'TSExportAssignment',
  'TSTypeAssertion',
  'Decorator',
  'AccessorProperty',
]);

// Most files have none of this, and need no syntax tree to know it.
const suspicion =
  /\b(?:enum|namespace|module|accessor)\s+[\w$"']|\bimport\s+(?:type\s+)?[\w$]+\s*=|\bexport\s*=|\b(?:public|private|protected|readonly|override)\s+[\w$]+\s*[?:,)=]|@[\w$(]|(?:[=(,:?&|![{;]|\breturn)\s*<[A-Za-z_$][\w$.\s,<>|&[\]]*>\s*[\w$('"[{`]/;

/** The kinds of syntax in a TypeScript source that Node refuses, since they cannot just be left out: names of AST nodes. */
export function unerasableSyntax(file: string, source: string): Set<string> {
  const found = new Set<string>();
  if (suspicion.test(source)) collect(parseSync(file, source, { sourceType: 'module' }).program, found);
  return found;
}

function collect(node: unknown, found: Set<string>): void {
  if (Array.isArray(node)) for (const one of node) collect(one, found);
  else if (typeof node === 'object' && node !== null) {
    const { type, declare, importKind } = node as { type?: string; declare?: boolean; importKind?: string };
    if (declare === true || (type === 'TSImportEqualsDeclaration' && importKind === 'type')) return;
    if (type !== undefined && refused.has(type)) found.add(type);
    for (const child of Object.values(node)) collect(child, found);
  }
}
