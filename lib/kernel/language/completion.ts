import { setTimeout as sleep } from 'node:timers/promises';
import {
  documentationOf,
  isDeprecated,
  kindOf,
  type LspCompletionItem,
  type LspCompletionList,
  rangeOf,
  signatureOf,
  textOf,
} from './completion-item.ts';
import type { CellDocument } from './language.ts';
import { lexicalPlace } from './lexical-place.ts';
import { chooseMatches, type Match } from './matches.ts';
import { describeNames, type NamesByKind, nameMatches, near } from './name-matches.ts';
import { wordAround } from './word.ts';

/** What may stand at a place of a cell: positions are offsets in UTF-16 units. */
export interface Completions {
  start: number;
  end: number;
  matches: Match[];
  isUnknown: boolean; // they are members of an `any`
}

const describedAtMost = 5; // JupyterLab asks for the documentation of what is chosen; in a longer list nobody reads any
const describeMs = 50; // for signatures and documentation, which a list can do without

/**
 * Asks what may stand at a place of a cell, in the order in which it should be offered. Nothing is found in comments,
 * plain strings and regular expressions. Returns undefined when the language server is missing or late.
 */
export async function completeCell(
  document: CellDocument,
  code: string,
  offset: number, // in UTF-16 units, within the code
  names: NamesByKind,
  open: (code: string) => Promise<CellDocument>, // another cell, in the place of this one
): Promise<Completions | undefined> {
  const place = lexicalPlace(code, offset);
  if (place === 'comment' || place === 'regex') return { start: offset, end: offset, matches: [], isUnknown: false };
  const context = { triggerKind: 1 };
  const answer = await document.ask<LspCompletionList | null>('textDocument/completion', offset, { context });
  if (answer === undefined) return undefined;
  const list = answer ?? { isIncomplete: false, items: [] };
  const { start, end, items } = whereTheyFit(document, list, wordAround(code, offset));
  const byMatch = new Map(items.map((item) => [matchOf(item, names), item]));
  const own = place === 'code' ? nameMatches(names, list.items) : [];
  const matches = chooseMatches([...byMatch.keys(), ...own], code.slice(start, offset));
  if (matches.length <= describedAtMost) {
    const unmentioned = matches.length === 1 ? matches.filter((match) => own.includes(match)) : [];
    await inTime(describe(document, offset, matches, byMatch).then(() => describeNames(unmentioned, open)));
  }
  return { start, end, matches, isUnknown: list.items.length === 0 && (await isMemberOfAny(document, code, start)) };
}

async function isMemberOfAny(document: CellDocument, code: string, start: number): Promise<boolean> {
  const dot = /\??\.\s*$/.exec(code.slice(0, start))?.index;
  if (dot === undefined) return false;
  const hover = await document.ask<{ contents?: { value?: string } } | null>('textDocument/hover', dot);
  return /^```\w*\n(?:.*: )?any\n```/.test(hover?.contents?.value ?? '');
}

type Span = Pick<Completions, 'start' | 'end'>;

/**
 * Jupyter replaces one span for all matches. An item that also replaces what is before it (`a.` by `a["x-y"]`) is left out
 * when others do not.
 */
function whereTheyFit(document: CellDocument, list: LspCompletionList, word: Span) {
  const spans = list.items.filter(isOurs).map((item) => ({ item, ...spanOf(document, item, list, word) }));
  const start = spans.length > 0 ? spans.reduce((most, span) => Math.max(most, span.start), 0) : word.start;
  const fitting = spans.filter((span) => span.start === start);
  const end = fitting.reduce((most, span) => Math.max(most, span.end), start);
  return { start, end: fitting.length > 0 ? end : word.end, items: fitting.map(({ item }) => item) };
}

function spanOf(document: CellDocument, item: LspCompletionItem, list: LspCompletionList, word: Span): Span {
  const range = rangeOf(item, list);
  const start = range && document.offsetOf(range.start);
  const end = range && document.offsetOf(range.end);
  return start === undefined || end === undefined ? word : { start, end };
}

/** Neither the folder that every project has, nor what the kernel put beside the cells. */
function isOurs(item: LspCompletionItem): boolean {
  return !/^(?:node_modules|octavo-(?:cell|globals)\b.*)$/.test(item.label);
}

function matchOf(item: LspCompletionItem, names: NamesByKind): Match {
  return {
    text: textOf(item),
    type: kindOf(item),
    sortText: names.has(item.label) ? near : (item.sortText ?? ''), // a name of the session is nearer than a global
    filterTexts: [item.filterText ?? item.label, textOf(item), item.label.replace(/^["']/, '')],
    ...(isDeprecated(item) ? { deprecated: true } : {}),
  };
}

/** Adds signatures and documentation to what the server offered. */
async function describe(
  document: CellDocument,
  offset: number,
  matches: Match[],
  byMatch: ReadonlyMap<Match, LspCompletionItem>,
): Promise<void> {
  const described = matches.map(async (match) => {
    const item = byMatch.get(match);
    const resolved = item && (await document.ask<LspCompletionItem>('completionItem/resolve', offset, item));
    if (!resolved) return;
    match.type = kindOf(resolved);
    const signature = signatureOf(resolved);
    const documentation = documentationOf(resolved);
    if (signature) match.signature = signature;
    if (documentation) match.documentation = documentation;
    if (isDeprecated(resolved)) match.deprecated = true;
  });
  await Promise.all(described);
}

async function inTime(work: Promise<void>): Promise<void> {
  const over = new AbortController();
  await Promise.race([work.catch(() => undefined), sleep(describeMs, undefined, over).catch(() => undefined)]);
  over.abort();
}
