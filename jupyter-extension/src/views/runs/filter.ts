import type { Schemas } from '../api/client.ts';

/** What the filter box asks of the server, and what of it was not understood. */
export interface Filter {
  name: string; // '' when any
  where: string[]; // `metrics.accuracy>0.9`
  statuses: string[];
  notUnderstood: NotUnderstood[];
}

export interface NotUnderstood {
  text: string; // as the person wrote it
  why: 'unknown-name' | 'unknown-status' | 'no-value' | 'not-a-number' | 'open-quote';
  suggestion?: string | undefined;
}

/** The words after `status:`, endings first, then MLflow's. */
export const endings = [
  'running',
  'completed',
  'failed',
  'exited',
  'timed-out',
  'interrupted',
  'kernel-died',
  'terminated',
  'lost',
] as const;
const mlflowWords = ['SCHEDULED', 'RUNNING', 'FINISHED', 'FAILED', 'KILLED'];

// A blank before the sign allows one after it: `lr = 0.1`. In `lr= word` the value is missing.
const tight = /^("[^"]*"|[^\s"<>=!]+)(>=|<=|!=|=|>|<)("[^"]*"|[^\s"<>=!][^\s"]*)?/;
const spaced = /^("[^"]*"|[^\s"<>=!]+)\s+(>=|<=|!=|=|>|<)\s*("[^"]*"|[^\s"<>=!][^\s"]*)?/;
const groups: Record<string, 'parameters' | 'metrics' | 'tags'> = {
  parameters: 'parameters',
  parameter: 'parameters',
  params: 'parameters',
  metrics: 'metrics',
  metric: 'metrics',
  tags: 'tags',
  tag: 'tags',
};

/**
 * Reads `iris lr=0.1 accuracy>0.9 status:failed`: words are sought in names, conditions among the names in `known`. A text with
 * blanks or signs stands in quotation marks. What is not understood is left out and said.
 */
export function parseFilter(text: string, known: Schemas['Columns']): Filter {
  const filter: Filter = { name: '', where: [], statuses: [], notUnderstood: [] };
  const words: string[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const status = /^status:([^\s"]*)/i.exec(rest);
    const found = status ? null : (tight.exec(rest) ?? spaced.exec(rest));
    const word = status ?? found ?? /^"([^"]*)"|^([^\s"]+)/.exec(rest);
    if (!word) {
      filter.notUnderstood.push({ text: rest, why: 'open-quote' });
      break;
    }
    if (status) readStatus(status[1] ?? '', status[0], filter);
    else if (found) readCondition(found, known, filter);
    else if (word[1] ?? word[2]) words.push((word[1] ?? word[2]) as string);
    rest = rest.slice(word[0].length).trimStart();
  }
  filter.name = words.join(' ').trim();
  return filter;
}

function readStatus(list: string, text: string, filter: Filter): void {
  if (list === '') filter.notUnderstood.push({ text, why: 'no-value' });
  for (const word of list.split(',').filter((part) => part !== '')) {
    const ending = endings.find((known) => known === word.toLowerCase().replace('_', '-'));
    const status = ending ?? mlflowWords.find((known) => known === word.toUpperCase());
    if (status) filter.statuses.push(status);
    else {
      const lower = word.toLowerCase();
      const suggestion =
        endings.find((known) => known.startsWith(lower)) ?? endings.find((known) => distance(known, lower) <= 2);
      filter.notUnderstood.push({ text: word, why: 'unknown-status', suggestion });
    }
  }
}

function readCondition(found: RegExpExecArray, known: Schemas['Columns'], filter: Filter): void {
  const [text, quotedName = '', operator = '=', quotedValue] = found;
  const value = quotedValue?.replace(/^"|"$/g, '');
  const place = placeOf(quotedName.replace(/^"|"$/g, ''), operator, known);
  if ('why' in place) filter.notUnderstood.push({ text, ...place });
  else if (value === undefined) filter.notUnderstood.push({ text, why: 'no-value' });
  else if (place.group !== 'metrics' && (operator === '=' || operator === '!=')) {
    filter.where.push(`${place.group}.${place.name}${operator}${value}`);
  } else {
    const number = value === '∞' ? Number.POSITIVE_INFINITY : Number(value === '' ? 'x' : value);
    if (Number.isNaN(number) && value.toLowerCase() !== 'nan') filter.notUnderstood.push({ text, why: 'not-a-number' });
    else filter.where.push(`${place.group}.${place.name}${operator}${number}`);
  }
}

/** Finds out whether `lr` is a parameter, a metric or a tag. One that is several is sought where the sign makes most sense. */
function placeOf(
  written: string,
  operator: string,
  known: Schemas['Columns'],
):
  | { group: 'parameters' | 'metrics' | 'tags'; name: string }
  | { why: 'unknown-name'; suggestion?: string | undefined } {
  const [, prefix = '', prefixed = ''] = /^([a-z]+)\.(.+)$/is.exec(written) ?? [];
  const group = Object.hasOwn(groups, prefix.toLowerCase()) ? groups[prefix.toLowerCase()] : undefined;
  if (group) return { group, name: prefixed };
  const order =
    operator === '=' || operator === '!='
      ? (['parameters', 'metrics', 'tags'] as const)
      : (['metrics', 'parameters', 'tags'] as const);
  const home = order.find((one) => known[one].includes(written));
  if (home) return { group: home, name: written };
  const lower = written.toLowerCase();
  const names = order.flatMap((one) => known[one]);
  const near =
    names.find((name) => name.toLowerCase() === lower) ??
    names.find((name) => name.toLowerCase().startsWith(lower)) ??
    names.find((name) => name.toLowerCase().includes(lower));
  return { why: 'unknown-name', suggestion: near ?? names.find((name) => distance(name.toLowerCase(), lower) <= 2) };
}

/** How many letters must be put in, taken out or changed to make one word of the other. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 2) return 3;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
