// Generated from notebooks/40_run/04_languages/03_typescript_parameters.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40050003 4005000a 40050006 40050007

// %% notebooks/40_run/04_languages/03_typescript_parameters.ipynb#40050003 70287b5c
import { OctavoError } from '../../errors/index.ts';
import { literalValue } from './literal-values.ts';
import { createTypeScope, inferredType, readType, type TypeDeclaration, type TypeScope } from './declared-types.ts';
import { misfit } from '../parameters/misfit.ts';
import type { Parameter } from '../parameters/parameter.ts';
import type { ParameterType } from '../parameters/parameter-types.ts';
import { type Comment, parseSync, type Program, type VariableDeclaration, type VariableDeclarator } from 'oxc-parser';

// %% notebooks/40_run/04_languages/03_typescript_parameters.ipynb#4005000a bb5c121d
/** The help of a parameter; '' when there is none. @internal */
export function helpOf(statement: VariableDeclaration, declarator: VariableDeclarator, cell: CellText): string {
  const { source, comments } = cell;
  const lineEnd = source.indexOf('\n', declarator.end) < 0 ? source.length : source.indexOf('\n', declarator.end);
  const trailing = comments.find(
    ({ start }) => start >= declarator.end && start < lineEnd && /^[\s;,]*$/.test(source.slice(declarator.end, start)),
  );
  if (trailing) return commentText(trailing);
  const first = statement.declarations[0] === declarator;
  const anchor = first ? exportStart(source, statement.start) : declarator.start;
  const lines: string[] = [];
  let end = anchor;
  for (const comment of comments.filter((each) => each.end <= anchor).reverse()) {
    if (!/^[ \t]*\r?\n?[ \t]*$/.test(source.slice(comment.end, end)) || !startsItsLine(source, comment.start)) break;
    if (comment.value.startsWith('|')) break; // a directive speaks to Octavo, not to people
    lines.unshift(commentText(comment));
    end = comment.start;
    if (comment.type === 'Block') break;
  }
  return lines.join(' ').trim();
}

/** Where the line of an exported declaration begins. @internal */
export function exportStart(source: string, start: number): number {
  const before = /(?:export|declare)\s+$/.exec(source.slice(0, start));
  return before ? exportStart(source, before.index) : start;
}

/** Whether only blanks stand before an offset on its line. @internal */
export function startsItsLine(source: string, offset: number): boolean {
  return /(?:^|\n)[ \t]*$/.test(source.slice(0, offset));
}

/** The words of a comment on one line. @internal */
export function commentText(comment: Comment): string {
  return comment.value
    .replace(/^[ \t]*\*+ ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

// %% notebooks/40_run/04_languages/03_typescript_parameters.ipynb#40050006 6ed9e2fb
/** Reads the parameters that a TypeScript cell declares, in order. Throws `run-parameters-syntax` with the line. */
export function readTypeScriptParameters(
  source: string, // of the parameters cell
  where: { notebook?: string | undefined; cell?: string | undefined } = {},
): Parameter[] {
  const { program, comments, errors } = parseSync('parameters.ts', source, { astType: 'ts', range: true });
  const failure = errors.find((error) => error.severity === 'Error');
  if (failure) {
    const line = lineAt(source, failure.labels[0]?.start ?? 0);
    throw new OctavoError('run-parameters-syntax', `The parameters cell does not parse: ${failure.message}`, {
      where: { ...where, line },
      hint: 'a parameters cell declares variables: const epochs: number = 5;',
    });
  }
  const scope = createTypeScope(
    statements(program).filter((each): each is TypeDeclaration => typeDeclarations.has(each.type)),
  );
  return statements(program).flatMap((statement) =>
    statement.type === 'VariableDeclaration'
      ? statement.declarations.flatMap((declarator) =>
          readDeclarator(statement, declarator, { source, comments, scope, where }),
        )
      : [],
  );
}

// %% notebooks/40_run/04_languages/03_typescript_parameters.ipynb#40050007 684313ef
/** What a declaration is read with. @internal */
export interface CellText {
  source: string;
  comments: Comment[];
  scope: TypeScope;
  where: { notebook?: string | undefined; cell?: string | undefined };
}

/** The parameter of one declarator, in a list. Throws `run-parameters-syntax` for a pattern. @internal */
export function readDeclarator(
  statement: VariableDeclaration,
  declarator: VariableDeclarator,
  cell: CellText,
): Parameter[] {
  const { id, init } = declarator;
  if (id.type !== 'Identifier') throw destructured(id, cell);
  const annotation = id.typeAnnotation?.typeAnnotation;
  const cast =
    init?.type === 'TSAsExpression' || init?.type === 'TSSatisfiesExpression' ? init.typeAnnotation : undefined;
  const declared = annotation ?? (cast && cell.source.slice(cast.start, cast.end) !== 'const' ? cast : undefined);
  const type = declared ? readType(declared, cell.scope) : inferredType(init);
  const value = init ? literalValue(init) : undefined;
  return [
    {
      name: id.name,
      type,
      typeText: declared ? cell.source.slice(declared.start, declared.end) : undefined,
      keyword: statement.kind === 'let' || statement.kind === 'var' ? statement.kind : 'const',
      required: !init && !takesNothing(type, declared && cell.source.slice(declared.start, declared.end)),
      default: value?.value,
      defaultText: init ? cell.source.slice(init.start, init.end) : undefined,
      help: helpOf(statement, declarator, cell),
    },
  ];
}

/** The statements of a cell, those behind `export` included. @internal */
export function statements(program: Program): Program['body'] {
  return program.body.flatMap((statement) =>
    statement.type === 'ExportNamedDeclaration' && statement.declaration ? [statement.declaration] : [statement],
  ) as Program['body'];
}

/** What gives a name to a type. @internal */
export const typeDeclarations: ReadonlySet<string> = new Set([
  'TSTypeAliasDeclaration',
  'TSInterfaceDeclaration',
  'TSEnumDeclaration',
]);

/** Whether a parameter that is not given may stay undefined; of a type that is not understood its words tell. @internal */
export function takesNothing(type: ParameterType, typeText = ''): boolean {
  return type.kind === 'unknown'
    ? /\b(?:undefined|any|unknown)\b/.test(typeText)
    : misfit(type, undefined) === undefined;
}

/** The error about `const { a, b } = …`. @internal */
export function destructured(pattern: { start: number; type: string }, { source, where }: CellText): OctavoError {
  const line = lineAt(source, pattern.start);
  return new OctavoError('run-parameters-syntax', 'A parameter is declared by a name of its own, not by a pattern', {
    where: { ...where, line },
    hint: 'write one declaration for each: const a = 1; const b = 2;   (or move the pattern to the next cell)',
  });
}

/** The 1-based line of an offset. @internal */
export function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}
