import { functionAsWritten } from '../transform/index.ts';

/** Makes `toString` of a cell's function give the text as written, which libraries send to browsers and workers. */
export function tellFunctionsAsWritten(): void {
  const original = Function.prototype.toString;
  const telling = {
    toString(this: unknown): string {
      return this === telling.toString ? original.call(original) : functionAsWritten(original.call(this));
    },
  };
  Object.defineProperty(Function.prototype, 'toString', {
    configurable: true,
    writable: true,
    value: telling.toString,
  });
}
