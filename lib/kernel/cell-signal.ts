/** How a kernel hands out the signal of its running cell; other copies of this module find it under the same symbol. */
export const cellSignalDoor = Symbol.for('octavo.kernel.cell-signal');

/**
 * The signal that aborts when the cell that calls is interrupted; undefined outside a kernel. A cell whose signal was
 * asked for is given three seconds to wind up; a second interrupt ends it at once.
 */
export function cellSignal(): AbortSignal | undefined {
  return (globalThis as { [cellSignalDoor]?: () => AbortSignal | undefined })[cellSignalDoor]?.();
}
