import { type Node, parseSync, type TSType, visitorKeys } from 'oxc-parser';
import type { Declared } from './cell-declarations.ts';

/** A declaration of one name that needs nothing of the cell it comes from. */
export interface WrittenDeclaration {
  text: string; // one line
  isCertain: boolean; // false: the server must confirm that it means the same
}

const plainKeywords = new Set<Node['type']>([
  'TSAnyKeyword',
  'TSBigIntKeyword',
  'TSBooleanKeyword',
  'TSNeverKeyword',
  'TSNullKeyword',
  'TSNumberKeyword',
  'TSObjectKeyword',
  'TSStringKeyword',
  'TSUndefinedKeyword',
  'TSUnknownKeyword',
  'TSVoidKeyword',
]);
const longestText = 2000;

/** What can be written of a variable without asking anyone: `const x = 5`, `let s = 'a'`. */
export function literalDeclaration(declared: Declared, code: string): string | undefined {
  const { name, kind, init, isAnnotated, isMerged } = declared;
  if (isAnnotated || isMerged || init?.type !== 'Literal' || (kind !== 'const' && kind !== 'let')) return undefined;
  if (!['number', 'string', 'boolean', 'bigint'].includes(typeof init.value)) return undefined;
  const text = code.slice(init.start, init.end);
  if (/[\r\n]/.test(text)) return undefined;
  return kind === 'const' ? `const ${name} = ${text};` : `declare let ${name}: ${typeof init.value};`;
}

/**
 * Makes a declaration of what the server says on hovering over a name. Undefined when the text is not whole, or names
 * what only the cell can reach.
 */
export function hoverDeclaration(declared: Declared, hover: string): WrittenDeclaration | undefined {
  const { name, kind, isMerged, isAnnotated } = declared;
  if (isMerged) return undefined;
  const word = kind === 'using' ? 'const' : kind === 'var' ? 'let' : kind;
  const said = hover.replace(/^(await using|using|var)\b/, (one) => (one === 'var' ? 'let' : 'const'));
  if (word !== 'const' && word !== 'let' && word !== 'function') return undefined;
  if (!said.startsWith(`${word} ${name}`) || said.length > longestText || /\(\+\d+ overload/.test(said))
    return undefined;
  const text = `declare ${said.replace(/\s*\n\s*/g, ' ')};`;
  const { program, errors } = parseSync('hover.ts', text, { lang: 'ts', sourceType: 'module' });
  const [statement, ...others] = program.body;
  if (errors.length > 0 || !statement || others.length > 0) return undefined;
  const type = statement.type === 'VariableDeclaration' ? typeOfVariable(statement) : undefined;
  // A constant of a literal type without an annotation is widened by `let y = x`, which a declared one is not.
  if (kind === 'const' && !isAnnotated && type && hasLiteral(type)) return undefined;
  return rewrite(text, statement);
}

function typeOfVariable(statement: Node & { type: 'VariableDeclaration' }): TSType | undefined {
  const id = statement.declarations[0]?.id;
  return id && 'typeAnnotation' in id ? id.typeAnnotation?.typeAnnotation : undefined;
}

function hasLiteral(type: TSType): boolean {
  if (type.type === 'TSUnionType') return type.types.some(hasLiteral);
  if (type.type === 'TSParenthesizedType') return hasLiteral(type.typeAnnotation);
  // An enum's member is a literal too, and is written as a reference.
  return type.type === 'TSLiteralType' || type.type === 'TSTemplateLiteralType' || isQualified(type);
}

function isQualified(type: TSType): boolean {
  return type.type === 'TSTypeReference' && type.typeName.type === 'TSQualifiedName';
}

/** Makes names of types the global ones, whatever the cell where this will stand calls so. */
function rewrite(text: string, statement: Node): WrittenDeclaration | undefined {
  const own = new Set<string>(); // type parameters
  const references: { name: string; start: number }[] = [];
  let isClosed = true;
  let isCertain = true;

  const visit = (node: Node): void => {
    if (node.type === 'TSTypeQuery' || node.type === 'TSThisType' || node.type === 'TSImportType') isClosed = false;
    if (node.type === 'TSSymbolKeyword' || node.type === 'TSTypeOperator') isCertain = false;
    if (node.type === 'TSTypeParameter') own.add(node.name.name);
    if (node.type === 'TSMappedType') own.add(node.key.name);
    if (node.type === 'TSTypeReference') {
      let left = node.typeName as Node;
      while (left.type === 'TSQualifiedName') left = left.left;
      if (left.type === 'Identifier') references.push({ name: left.name, start: left.start });
      else isClosed = false;
    }
    // A computed key names a value: a symbol that only the cell knows.
    if ((node.type === 'TSPropertySignature' || node.type === 'TSMethodSignature') && node.computed) isClosed = false;
    if (/Keyword$/.test(node.type) && !plainKeywords.has(node.type)) isCertain = false;
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null>)[key];
      for (const one of Array.isArray(child) ? child : [child]) if (one) visit(one);
    }
  };
  visit(statement);
  if (!isClosed) return undefined;

  const free = references.filter(({ name }) => !own.has(name)).sort((a, b) => b.start - a.start);
  let written = text;
  for (const { start } of free) written = `${written.slice(0, start)}globalThis.${written.slice(start)}`;
  return { text: written, isCertain: isCertain && references.length === 0 };
}
