import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Any = (...given: unknown[]) => unknown;

const writers = ['writeSync', 'write', 'writeFileSync', 'appendFileSync'] as const;
const readers = ['readSync', 'readFileSync'] as const;
const closers = ['closeSync', 'close'] as const;

/**
 * Keeps a cell's `fs.writeSync(1, …)`, `fs.readFileSync(0)` and `fs.closeSync(2)` from the standard streams of the
 * program: what is written becomes an output of the cell, there is nothing to read, and they stay open.
 */
export function keepOwnDescriptors(): void {
  const functions = fs as unknown as Record<string, Any>;
  for (const name of writers) {
    const original = functions[name] as Any;
    functions[name] = (target, ...rest) => {
      const stream = target === 1 ? process.stdout : target === 2 ? process.stderr : undefined;
      if (!stream) return original(target, ...rest);
      const done = rest.findLast((one) => typeof one === 'function') as Any | undefined;
      const bytes = bytesOf(rest);
      stream.write(bytes);
      if (done) process.nextTick(done, null, bytes.length, rest[0]);
      return name === 'writeSync' ? bytes.length : undefined;
    };
  }
  for (const name of readers) {
    const original = functions[name] as Any;
    functions[name] = (target, ...rest) => {
      if (target !== 0) return original(target, ...rest);
      if (name === 'readSync') return 0;
      return typeof rest[0] === 'string' || (rest[0] as { encoding?: string })?.encoding ? '' : Buffer.alloc(0);
    };
  }
  for (const name of closers) {
    const original = functions[name] as Any;
    functions[name] = (target, ...rest) => {
      if (target !== 0 && target !== 1 && target !== 2) return original(target, ...rest);
      if (typeof rest[0] === 'function') process.nextTick(rest[0] as Any, null);
      return undefined;
    };
  }
  syncBuiltinESMExports();
}

/** What the arguments of a write mean: `(text, position, encoding)`, `(bytes, offset, length)` or `(bytes, { offset, length })`. */
function bytesOf([data, second, third]: unknown[]): Uint8Array {
  if (!ArrayBuffer.isView(data)) {
    const encoding = [second, third].find((one) => typeof one === 'string') as BufferEncoding | undefined;
    return Buffer.from(String(data), encoding);
  }
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const range = typeof second === 'object' && second !== null ? (second as { offset?: number; length?: number }) : {};
  const offset = typeof second === 'number' ? second : (range.offset ?? 0);
  const length = typeof third === 'number' ? third : (range.length ?? bytes.length - offset);
  return bytes.subarray(offset, offset + length);
}
