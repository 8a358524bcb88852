/**
 * The globals that the evaluator itself lives on, as they were before the first cell: a cell may replace them (fake timers
 * do), and must not lose its kernel by it.
 */
export const own = {
  stringify: JSON.stringify,
  parse: JSON.parse as (text: string) => unknown,
  bytesOf: Buffer.from.bind(Buffer) as (text: string) => Buffer,
  setImmediate,
  setTimeout,
} as const;
