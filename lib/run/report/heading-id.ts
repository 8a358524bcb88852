/** The id of a heading by its text, or by what a link to it says: `Training-report` and `Training report` are one. */
export function headingId(text: string): string {
  let plain = text;
  try {
    plain = decodeURIComponent(text);
  } catch {
    // a percent sign of its own
  }
  const words = plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `h-${words.join('-').slice(0, 80)}`;
}

/** Gives every heading of a page an id of its own. */
export function createHeadingIds(): (text: string) => string {
  const used = new Map<string, number>();
  return (text) => {
    const id = headingId(text);
    const count = (used.get(id) ?? 0) + 1;
    used.set(id, count);
    return count === 1 ? id : `${id}.${count}`; // no heading has a dot in its own
  };
}
