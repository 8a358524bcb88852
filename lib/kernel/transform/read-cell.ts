import { type ParserOptions, type Program, parseSync } from 'oxc-parser';
import { endAsObject } from './as-object.ts';
import { CellSyntaxError } from './cell-syntax-error.ts';
import { declaredNames, lastStatement } from './declared.ts';
import { findInCell } from './find.ts';
import type { Findings } from './findings.ts';
import { type CellImport, type InternalImport, readImport, readInternalImport } from './imports.ts';
import { toJavaScript, withLegacyDecorators } from './javascript.ts';
import { lowerDecorators } from './lower-decorators.ts';
import type { MadeText, MapMaker } from './made-text.ts';
import { positionOfMade } from './positions.ts';
import type { ProjectSyntax } from './project-syntax.ts';
import { legacyHelpers } from './strip-types.ts';

export interface ReadCell {
  javascript: string; // that Node could run as a module
  maps: MapMaker[]; // from there to the source
  program: Program; // of the JavaScript
  findings: Findings;
  imports: CellImport[];
  internal: InternalImport[];
  hasResult: boolean; // the cell ends with an expression
}

const options: ParserOptions = { lang: 'js', sourceType: 'module', preserveParens: false };

/** Understands a cell's TypeScript, JSX and decorators. Throws CellSyntaxError. */
export function readCell(source: string, project: () => ProjectSyntax): ReadCell {
  const made = toJavaScript(source, project);
  if (hasParameterDecorators(made) && project().legacyDecorators) {
    return findAll(source, withLegacyDecorators(source, project()));
  }
  const program = parse(made, source);
  const object = endAsObject(source, program);
  const cell = object ? findAll(source, object) : findAll(source, made, program);
  return cell.findings.decorates ? withoutDecorators(source, cell, project()) : cell;
}

/** They exist among legacy decorators only: the JavaScript of others cannot be read. */
function hasParameterDecorators({ text }: MadeText): boolean {
  if (!/[(,]\s*@/.test(text)) return false;
  return parseSync('cell.js', text, options).errors.some(({ message }) =>
    message.startsWith('Decorators are not valid'),
  );
}

function withoutDecorators(source: string, cell: ReadCell, project: ProjectSyntax): ReadCell {
  const made = project.legacyDecorators ? withLegacyDecorators(source, project) : lowered(cell);
  const program = parse(made, source);
  const before = cell.findings.identifiers;
  const added = [...declaredNames(findInCell(program), []).keys()].filter((name) => !before.has(name));
  return { ...findAll(source, made, program, added), hasResult: cell.hasResult };
}

function lowered({ javascript, maps }: ReadCell): MadeText {
  const { code, map } = lowerDecorators(javascript);
  return { text: code, maps: [() => map, ...maps] };
}

function findAll(source: string, made: MadeText, program = parse(made, source), added: string[] = []): ReadCell {
  const internal = program.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration' ? (readInternalImport(statement, source) ?? []) : [],
  );
  const findings = findInCell(program, new Set([...added, ...internal.flatMap(({ names }) => names)]));
  const used = new Set(findings.references.filter(({ role }) => role !== 'declare').map(({ name }) => name));
  const imports = program.body.flatMap((statement) => {
    const isImport =
      statement.type === 'ImportDeclaration' ||
      statement.type === 'ExportAllDeclaration' ||
      statement.type === 'ExportNamedDeclaration';
    if (!isImport || (statement.type === 'ImportDeclaration' && readInternalImport(statement, source))) return [];
    return readImport(statement, (name) => used.has(name)) ?? [];
  });
  const hasResult = lastStatement(asWritten(source, made) ?? program)?.type === 'ExpressionStatement';
  return { javascript: made.text, maps: made.maps, program, findings, imports, internal, hasResult };
}

/** Lowered legacy decorators end a class with expressions that the cell did not write. */
function asWritten(source: string, made: MadeText): Program | undefined {
  if (!made.text.includes(`${legacyHelpers}.`)) return undefined;
  return parseSync('cell.tsx', source, { lang: source.includes('</') ? 'tsx' : 'ts', sourceType: 'module' }).program;
}

function parse(made: MadeText, source: string): Program {
  const parsed = parseSync('cell.js', made.text, options);
  const [error] = parsed.errors;
  if (!error) return parsed.program;
  const place = positionOfMade(made, error.labels.at(-1)?.start ?? 0) ?? { line: 1, column: 1 };
  throw new CellSyntaxError(error.message, source, place);
}
