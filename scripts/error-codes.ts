import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from 'oxc-parser';
import { walk } from 'oxc-walker';
import { root } from './step.ts';

export interface ErrorTable {
  door: string;
  codes: Record<string, string>; // code -> one sentence
}

/** The tables of all doors (`lib/<door>/errors.ts`), by door name. */
export async function readErrorTables(): Promise<ErrorTable[]> {
  const tables: ErrorTable[] = [];
  for (const path of globSync('lib/*/errors.ts', { cwd: root }).sort()) {
    const door = path.split(/[\\/]/)[1] as string;
    const module = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>;
    const codes = module[`${door}Errors`];
    if (typeof codes !== 'object' || codes === null) throw new Error(`${path} exports no ${door}Errors`);
    tables.push({ door, codes: codes as Record<string, string> });
  }
  return tables;
}

export interface CodeUse {
  thrown: Set<string>; // literals in the first argument of `new OctavoError(…)`
  mentioned: Set<string>; // all string literals: a code may reach the constructor through a function
}

/** The error codes that one module uses. */
export function readCodeUse(path: string, text: string): CodeUse {
  const use: CodeUse = { thrown: new Set(), mentioned: new Set() };
  walk(parseSync(path, text).program, {
    enter(node) {
      if (node.type === 'Literal' && typeof node.value === 'string') use.mentioned.add(node.value);
      if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') return;
      const [code] = node.arguments;
      if (node.callee.name === 'OctavoError' && code) addLiterals(code, use.thrown);
    },
  });
  return use;
}

function addLiterals(code: { type: string }, into: Set<string>): void {
  const parts = code as { value?: unknown; consequent?: { type: string }; alternate?: { type: string } };
  if (code.type === 'Literal' && typeof parts.value === 'string') into.add(parts.value);
  if (code.type === 'ConditionalExpression' && parts.consequent && parts.alternate) {
    addLiterals(parts.consequent, into);
    addLiterals(parts.alternate, into);
  }
}

/** What is wrong between the tables and the code: codes thrown but in no table, and codes in a table but never used. */
export function compareCodes(tables: ErrorTable[], modules: Map<string, string>): string[] {
  const known = new Map(tables.flatMap(({ door, codes }) => Object.keys(codes).map((code) => [code, door] as const)));
  const used = new Set<string>();
  const problems: string[] = [];
  for (const [path, text] of modules) {
    if (path.endsWith('/errors.ts')) continue;
    const use = readCodeUse(path, text);
    for (const code of use.mentioned) used.add(code);
    for (const code of use.thrown) {
      if (!known.has(code)) problems.push(`${path}: throws "${code}", which no lib/<door>/errors.ts lists`);
    }
  }
  for (const [code, door] of known) {
    if (!used.has(code)) problems.push(`lib/${door}/errors.ts: lists "${code}", which nothing in lib/ throws`);
  }
  return problems;
}

/** The text of every module of lib/, by path. */
export function readLibModules(): Map<string, string> {
  const paths = globSync('lib/**/*.ts', { cwd: root }).sort();
  return new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]));
}
