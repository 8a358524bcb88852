/** Colours, the clearing of a line that progress is shown in, and line ends; or a sign that a terminal would obey. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that a terminal obeys
const signs = /\u001b\[[\d;]{0,40}m|\r\u001b\[K|\r?\n|\t|[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text as a terminal may get it. The ids of cells, names of files and messages of errors come from notebooks, and
 * could set the clipboard, rename the window, or write over what was said before.
 */
export function terminalText(text: string): string {
  return text.replace(signs, (sign) => (sign.length > 1 || sign === '\n' || sign === '\t' ? sign : '\ufffd'));
}
