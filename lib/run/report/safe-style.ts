const properties =
  /^(?:color|background-color|background|font-weight|font-style|font-size|text-align|text-decoration|vertical-align|white-space|width|max-width|min-width|height|padding(?:-(?:left|right|top|bottom))?|border(?:-(?:left|right|top|bottom|collapse|color|style|width))?)$/;
const values = /^[\w\s.,%#()+-]{1,100}$/;
const functions = /\b(?!rgba?\(|hsla?\()[\w-]+\(/;

/** The declarations of a style attribute that only change how a text looks: no address, no position. */
export function safeStyle(style: string): string {
  return style
    .split(';')
    .slice(0, 50)
    .flatMap((declaration) => {
      const [name = '', value = ''] = splitOnce(declaration);
      return isSafe(name, value) ? [`${name}:${value}`] : [];
    })
    .join(';');
}

/** Whether a style chooses colours: they were chosen for a light page. */
export function hasColours(style: string): boolean {
  return /(?:^|;)(?:color|background)/.test(style);
}

function splitOnce(declaration: string): [string, string] {
  const at = declaration.indexOf(':');
  return [declaration.slice(0, Math.max(0, at)).trim().toLowerCase(), declaration.slice(at + 1).trim()];
}

function isSafe(name: string, value: string): boolean {
  return properties.test(name) && values.test(value) && !functions.test(value.toLowerCase());
}
