import { isOctavoError, OctavoError } from '../../errors/index.ts';

/**
 * What `read` returns. An OctavoError that it throws says which run of the sweep is wrong, unless it is the first one: what
 * is wrong there is as a rule wrong in all of them.
 */
export function ofRun<Value>(at: number, count: number, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    if (at === 0 || !isOctavoError(cause)) throw cause;
    const { code, hint, where, exitCode, message } = cause;
    throw new OctavoError(code, `Run ${at + 1} of ${count}: ${message}`, { hint, where, exitCode, cause });
  }
}
