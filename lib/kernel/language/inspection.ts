import { definitionAt, packageOf, shownPath } from './definition.ts';
import type { CellDocument } from './language.ts';
import { lexicalPlace } from './lexical-place.ts';
import { readableMarkdown } from './readable-text.ts';
import { type Call, callAround } from './signature-help.ts';
import { wordAround } from './word.ts';

interface LspHover {
  contents: string | { kind: string; value: string };
}

/** How much is told: 1 also says where a name is declared, shows that text, and all overloads of a call. */
export type DetailLevel = 0 | 1;

/**
 * Describes the name at a place, or just before it, and the call whose parentheses the place is in, as markdown.
 * Undefined where there is neither, and when the language server is missing or late.
 */
export async function inspectCell(
  document: CellDocument,
  code: string,
  offset: number, // in UTF-16 units, within the code
  detail: DetailLevel,
): Promise<string | undefined> {
  const place = lexicalPlace(code, offset);
  if (place === 'comment' || place === 'regex') return undefined;
  const word = wordAround(code, offset);
  const isOnName = word.start < word.end || place === 'string';
  const [name, call] = await Promise.all([
    isOnName ? describeName(document, offset, detail) : undefined,
    callAround(document, offset),
  ]);
  if (!name && !call) return undefined;
  const sections = [name, call && describeCall(call, detail, name !== undefined)];
  return readableMarkdown(sections.filter((section) => section !== undefined).join('\n\n---\n\n'));
}

async function describeName(document: CellDocument, offset: number, detail: DetailLevel): Promise<string | undefined> {
  const hover = await document.ask<LspHover | null>('textDocument/hover', offset);
  const told = typeof hover?.contents === 'string' ? hover.contents : hover?.contents.value;
  const text = told?.replace(/^\(alias\) /gm, ''); // how a name came here is not what it is
  if (!text || /^```\w*\nany\n```\s*$/.test(text)) return undefined; // `any` is what it says of an unknown name
  const isModule = /^```\w*\nmodule "/.test(text);
  const definition = isModule || detail === 1 ? await definitionAt(document, offset) : undefined;
  if (!definition) return text;
  const { path, line, source } = definition;
  if (isModule && /[\\/]@types[\\/]node[\\/]/.test(path)) return text; // a part of Node
  if (isModule) return [text.trim(), packageOf(path), `\`${shownPath(path)}\``].filter(Boolean).join('\n\n');
  return `${text.trim()}\n\nDeclared in \`${shownPath(path)}:${line}\`:\n\n\`\`\`ts\n${source}\n\`\`\``;
}

function describeCall(call: Call, detail: DetailLevel, isSecond: boolean): string {
  const [first = '', ...others] = call.signatures;
  const shown = detail === 1 ? call.signatures : [first];
  const overloads =
    detail === 0 && others.length > 0 ? `*+${others.length} overload${others.length > 1 ? 's' : ''}*` : '';
  const { parameter } = call;
  const about = parameter?.documentation ? ` — ${parameter.documentation}` : '';
  const current = parameter && `Argument ${parameter.number} of ${parameter.count}: \`${parameter.label}\`${about}`;
  const parts = [`\`\`\`ts\n${shown.join('\n')}\n\`\`\``, overloads, current, isSecond ? '' : call.documentation];
  return parts.filter(Boolean).join('\n\n');
}
