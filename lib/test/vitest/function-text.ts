import { createRequire } from 'node:module';
import { extname } from 'node:path';

const mark = /\$\d+\.|\$(?:unbound|constant|typeof|cell)\./; // of code that the kernel's transform has made

/** Makes `toString` of a cell's function give the text as written, as on the kernel. Whoever keeps the process takes it back. */
export function tellFunctionsAsWritten(): void {
  const original = Function.prototype.toString;
  const telling = {
    toString(this: unknown): string {
      const text = original.call(this);
      return mark.test(text) ? asWritten(text) : text;
    },
  };
  Object.defineProperty(Function.prototype, 'toString', {
    configurable: true,
    writable: true,
    value: telling.toString,
  });
}

/** Loaded here and now: it comes with a parser, and few notebooks look at the text of their functions. */
function asWritten(text: string): string {
  const file = `../../kernel/transform/function-as-written${extname(import.meta.filename)}`;
  const module = createRequire(import.meta.url)(file) as typeof import('../../kernel/transform/function-as-written.ts');
  return module.functionAsWritten(text);
}
