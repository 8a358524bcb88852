/** A word of a command line, quoted where a shell would read more into it: what a hint says can be typed as it stands. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-][\w@%+=:,./#-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
