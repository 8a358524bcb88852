/** The beginning of a table, and whether there was more. All rows are as wide as the widest. */
export interface Table {
  readonly header: string[];
  readonly rows: string[][];
  readonly hasMoreRows: boolean;
  readonly hasMoreColumns: boolean;
}

/** How much of a table is read. `isWhole`: whether the text ends where its file does; else its last line may be half a line. */
export interface TableOptions {
  readonly separator: string;
  readonly isWhole: boolean;
  readonly maxRows?: number;
  readonly maxColumns?: number;
}

/** Reads separated values (RFC 4180; a quote within an unquoted field is text, an unclosed one ends with the text). */
export function parseTable(text: string, { separator, isWhole, maxRows = 200, maxColumns = 60 }: TableOptions): Table {
  const { records, isCut } = readRecords(text.replace(/^\uFEFF/, ''), separator, maxRows + 2);
  if (!isWhole && !isCut && records.length > 1) records.pop();
  const all = records.slice(0, maxRows + 1);
  const width = all.reduce((widest, record) => Math.max(widest, record.length), 0);
  const shown = all.map((record) => [...record, ...Array<string>(width - record.length).fill('')].slice(0, maxColumns));
  return {
    header: shown[0] ?? [],
    rows: shown.slice(1),
    hasMoreRows: !isWhole || records.length > maxRows + 1,
    hasMoreColumns: width > maxColumns,
  };
}

// Stops after `limit` records; blank lines are none.
function readRecords(text: string, separator: string, limit: number): { records: string[][]; isCut: boolean } {
  const records: string[][] = [];
  let record: string[] = [];
  let place = 0;
  while (place < text.length && records.length < limit) {
    const isQuoted = text[place] === '"';
    const field = isQuoted ? readQuoted(text, place + 1) : { value: '', end: place };
    const end = endOfField(text, separator, field.end);
    record.push(field.value + text.slice(field.end, end));
    place = end + 1;
    if (text[end] === separator) {
      if (place === text.length) record.push('');
      else continue;
    }
    if (text[end] === '\r' && text[end + 1] === '\n') place += 1;
    if (record.length > 1 || record[0] !== '' || isQuoted) records.push(record);
    record = [];
  }
  if (record.length > 0) records.push(record);
  return { records, isCut: place < text.length };
}

function readQuoted(text: string, start: number): { value: string; end: number } {
  let value = '';
  let from = start;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { value: value + text.slice(from), end: text.length };
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function endOfField(text: string, separator: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}
