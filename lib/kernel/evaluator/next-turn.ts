import { MessageChannel } from 'node:worker_threads';
import { withOwnBuiltins } from './own-builtins.ts';

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];

port2.on('message', () => withOwnBuiltins(() => waiting.shift())?.());
port2.unref();

/**
 * Has something done in a later turn of the event loop, in order. Not by setImmediate or a timer: an interrupt that stops
 * one of those drops others that were due, and a kernel that waits for them would wait for ever.
 */
export function inNextTurn(work: () => void): void {
  withOwnBuiltins(() => waiting.push(work));
  port1.postMessage(0);
}
