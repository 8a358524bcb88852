/** One figure, with what it was measured against. */
export interface Finding {
  what: string;
  figure: string; // as a person reads it
  goal?: string | undefined;
  isMet?: boolean | undefined; // only with a goal
  data: unknown; // the same with all that was measured, for programs
}

/** One of the things that are measured. */
export interface Section {
  title: string;
  how: string; // what was done, and what to bear in mind
  findings: Finding[];
}

/** The text that a person reads. */
export function formatSections(sections: readonly Section[]): string {
  return sections.map(formatSection).join('\n\n');
}

function formatSection({ title, how, findings }: Section): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.map(({ what, figure, goal, isMet }) => {
    const verdict = goal === undefined ? '' : `  [goal ${goal}: ${isMet ? 'met' : 'MISSED'}]`;
    return `  ${what.padEnd(width)}  ${figure}${verdict}`;
  });
  return [title, ...wrapped(how, 116).map((line) => `  ${line}`), ...lines].join('\n');
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
