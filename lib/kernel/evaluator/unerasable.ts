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

/** Tells whether a TypeScript source has syntax that Node refuses, since it cannot just be left out. */
export function isUnerasable(file: string, source: string): boolean {
  return suspicion.test(source) && has(parseSync(file, source, { sourceType: 'module' }).program);
}

function has(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(has);
  if (typeof node !== 'object' || node === null) return false;
  const { type, declare, importKind } = node as { type?: string; declare?: boolean; importKind?: string };
  if (declare === true || (type === 'TSImportEqualsDeclaration' && importKind === 'type')) return false;
  return (type !== undefined && refused.has(type)) || Object.values(node).some(has);
}
