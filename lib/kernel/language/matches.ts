/** Something that may stand at a place of a cell. */
export interface Match {
  text: string; // what is put in
  type: string; // function, class, variable, keyword, …
  sortText: string; // the language server's; what is near comes first
  filterTexts: string[]; // what somebody who wants it may have begun to type
  signature?: string; // what follows the name: `(a: number): string`, `: boolean`
  documentation?: string; // markdown
  deprecated?: boolean;
}

const mostMatches = 2000; // an answer of megabytes helps nobody; one letter more makes it short

/** Takes those that what was typed begins, upper or lower case, each once: the near ones first, and those in the case typed. */
export function chooseMatches(matches: readonly Match[], typed: string): Match[] {
  const lower = typed.toLowerCase();
  const fits = ({ filterTexts }: Match) => filterTexts.some((text) => text.toLowerCase().startsWith(lower));
  const order = (match: Match) => (match.text.startsWith(typed) ? 0 : 1);
  const sorted = matches
    .filter(fits)
    .sort((a, b) => compare(a.sortText, b.sortText) || order(a) - order(b) || collator.compare(a.text, b.text) || 0);
  return [...new Map(sorted.toReversed().map((match) => [match.text, match])).values()]
    .toReversed()
    .slice(0, mostMatches);
}

const collator = new Intl.Collator('en');

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
