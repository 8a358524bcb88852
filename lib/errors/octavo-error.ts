/** Where in a notebook something is wrong. */
export interface Where {
  notebook?: string | undefined; // path as the user would type it
  fileLine?: number | undefined; // 1-based, of the notebook's file
  cell?: string | undefined; // nbformat 4.5 cell id
  index?: number | undefined; // [n]: its number among the code cells that are not empty
  line?: number | undefined; // 1-based, within the cell's source, or within the file when there is no cell
}

export interface OctavoErrorOptions {
  hint?: string | undefined; // one line: what to type
  where?: Where | undefined;
  cause?: unknown;
  exitCode?: number | undefined; // 1 (user error) unless given; 2 is usage
}

/** An error that a user can act on. `code` is listed in docs/errors.md; a stack trace is shown only for other errors. */
export class OctavoError extends Error {
  override name = 'OctavoError';
  readonly code: string;
  readonly hint: string | undefined;
  readonly where: Where | undefined;
  readonly exitCode: number;

  constructor(code: string, message: string, options: OctavoErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.where = options.where;
    this.exitCode = options.exitCode ?? 1;
  }
}

/** Tells whether a value is an OctavoError, also one from another copy of this module (in a kernel, say). */
export function isOctavoError(value: unknown): value is OctavoError {
  return value instanceof Error && value.name === 'OctavoError' && 'code' in value;
}
