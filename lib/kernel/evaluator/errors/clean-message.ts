const aboutExpression =
  / is not (a function|a constructor|iterable|async iterable|an object)|^Cannot (destructure|read|set)|^(Class extends|Right-hand|Found non-callable)|is not a function or its return value/;

/** Takes out of V8's messages how the transform writes a cell's variables: `(0 , $1.f) is not a function` -> `f is not a function`. */
export function cleanMessage(error: unknown, message: string): string {
  if (!(error instanceof TypeError) || !aboutExpression.test(error.message)) return message;
  return message
    .replace(/\(0 ?, ?\$+(?:\d+|unbound|constant|typeof)\.([\w$]+)\)/g, '$1')
    .replace(/(^|[^\w$.])\$+(?:\d+|unbound|constant|typeof)\.(?=[A-Za-z_$])/g, '$1')
    .replace(/\$+cell\.(resumed\(|import)/g, (_, what: string) => (what === 'import' ? what : '('));
}
