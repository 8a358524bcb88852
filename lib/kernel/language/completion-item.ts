/** The parts of LSP's completion that are used (source: Language Server Protocol 3.17, "Completion Request"). */
export interface LspPosition {
  line: number;
  character: number;
}

export interface LspRange {
  start: LspPosition;
  end: LspPosition;
}

export interface LspCompletionItem {
  label: string;
  kind?: number;
  tags?: number[];
  deprecated?: boolean;
  detail?: string;
  documentation?: string | { kind: string; value: string };
  sortText?: string;
  filterText?: string;
  insertText?: string;
  textEdit?: { newText: string } & ({ range: LspRange } | { insert: LspRange; replace: LspRange });
}

export interface LspCompletionList {
  isIncomplete: boolean;
  itemDefaults?: { editRange?: LspRange | { insert: LspRange; replace: LspRange } };
  items: LspCompletionItem[];
}

const longestSignature = 200;

/** LSP's CompletionItemKind in words; JupyterLab shows them, and has colours for function, class, module and keyword. */
const kinds: Record<number, string> = {
  2: 'method',
  3: 'function',
  4: 'class',
  5: 'property',
  6: 'variable',
  7: 'class',
  8: 'interface',
  9: 'module',
  10: 'property',
  11: 'value',
  12: 'value',
  13: 'enum',
  14: 'keyword',
  17: 'file',
  18: 'variable',
  19: 'folder',
  20: 'member',
  21: 'value',
  22: 'type',
  25: 'type',
};

/** Of an imported name only the detail, which comes later, says what it is. */
export function kindOf(item: LspCompletionItem): string {
  const declared = /^\(alias\) (function|class|interface|enum|type|namespace)\b/.exec(item.detail ?? '')?.[1];
  return declared?.replace('namespace', 'module') ?? kinds[item.kind ?? 0] ?? 'text';
}

/** What the item puts into the cell. */
export function textOf(item: LspCompletionItem): string {
  return item.textEdit?.newText ?? item.insertText ?? item.label;
}

/** What the item replaces: the whole word that the cursor is in. */
export function rangeOf(item: LspCompletionItem, list: LspCompletionList): LspRange | undefined {
  const { textEdit } = item;
  const range = textEdit ? ('replace' in textEdit ? textEdit.replace : textEdit.range) : list.itemDefaults?.editRange;
  return range && 'replace' in range ? range.replace : range;
}

export function isDeprecated(item: LspCompletionItem): boolean {
  if (item.sortText?.startsWith('z')) return true; // TypeScript's way to say so in a list
  return item.deprecated === true || item.tags?.includes(1) === true || /\*@deprecated\*/.test(documentationOf(item));
}

export function documentationOf({ documentation }: LspCompletionItem): string {
  return typeof documentation === 'object' ? documentation.value : (documentation ?? '');
}

/**
 * The part of an item's detail that comes after its name: `(target: number): number[]` of
 * `(method) Array<number>.copyWithin(target: number): number[]`. Undefined when the detail says no more than the name.
 */
export function signatureOf(item: LspCompletionItem): string | undefined {
  const declarations = (item.detail ?? '').split(/\n(?![\s})])/); // the members of a type stand on lines of their own
  const [first = ''] = declarations.map((one) => one.replace(/\s+/g, ' '));
  const name = item.label.replace(/\?$/, '').replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  const rest = new RegExp(`(?:^|[\\s.])${name}(\\??[<(:].*)$`).exec(first)?.[1];
  if (rest === undefined) return undefined;
  const [kind = ''] = first.split(' ');
  const more = rest.includes('(') ? declarations.filter((one) => one.startsWith(kind)).length - 1 : 0;
  const shown = rest.length > longestSignature ? `${rest.slice(0, longestSignature)}…` : rest;
  return more > 0 ? `${shown} (+${more} overload${more > 1 ? 's' : ''})` : shown;
}
