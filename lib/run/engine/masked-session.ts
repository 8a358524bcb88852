import { isOctavoError, OctavoError } from '../../errors/index.ts';
import type { ExecuteOptions, ExecuteReply, KernelMessage, Session } from '../../kernel/index.ts';
import type { JsonObject, JsonValue } from '../../notebook/json/index.ts';
import { type Mask, type MaskedStream, maskStream, noMask } from '../secrets/mask.ts';

const heldMs = 200; // how long a line that does not end is held back

/**
 * A session whose messages and replies show no secrets. `sources` leads from the text of a cell as it is shown to the one
 * that is run.
 */
export function maskedSession(session: Session, mask: Mask, sources: ReadonlyMap<string, string>): Session {
  if (mask === noMask) return session;
  const flushes: (() => void)[] = []; // of all cells: one that has ended may still print
  const flushAll = () => {
    for (const flush of flushes) flush();
  };
  return {
    ...session,
    leftRunning: async () => {
      const items = await session.leftRunning(); // and the last outputs with it
      flushAll();
      return items;
    },
    execute: async (code: string, options: ExecuteOptions = {}) => {
      const masked = options.onMessage && maskMessages(mask, options.onMessage);
      if (masked) flushes.push(masked.flush);
      try {
        const reply = await session.execute(sources.get(code) ?? code, { ...options, onMessage: masked?.take });
        return maskReply(reply, mask);
      } catch (error) {
        throw maskError(error, mask);
      } finally {
        flushAll();
      }
    },
  };
}

function maskReply(reply: ExecuteReply, { value, text }: Mask): ExecuteReply {
  if (reply.status === 'ok') return reply;
  const { ename, evalue, traceback, content } = reply;
  return {
    ...reply,
    ename,
    evalue: evalue && text(evalue),
    traceback: traceback && value(traceback),
    content: value(content),
  };
}

/** How a kernel died is told with what it printed last. */
function maskError(error: unknown, mask: Mask): unknown {
  if (!isOctavoError(error)) return error;
  const { code, message, hint, where, cause } = error;
  return new OctavoError(code, mask.text(message), { hint, where, cause });
}

/** Masks the messages of one cell. The pieces of a stream keep their place among the others. */
function maskMessages(mask: Mask, deliver: (message: KernelMessage) => void) {
  let held: { stream: MaskedStream; name: JsonValue | undefined; message: KernelMessage } | undefined;
  let timer: NodeJS.Timeout | undefined;
  const show = (message: KernelMessage, name: JsonValue | undefined, text: string) => {
    if (text !== '') deliver({ ...message, content: { ...message.content, name: name ?? 'stdout', text } });
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const rest = held;
    held = undefined;
    if (rest) show(rest.message, rest.name, rest.stream.flush());
  };
  const take = (message: KernelMessage) => {
    const { name, text } = message.content;
    if (message.type !== 'stream') {
      flush();
      deliver(maskOutput(message, mask));
      return;
    }
    if (held && held.name !== name) flush();
    held = { stream: held?.stream ?? maskStream(mask), name, message };
    show(message, name, held.stream.push(String(text ?? '')));
    clearTimeout(timer);
    timer = setTimeout(flush, heldMs);
  };
  return { take, flush };
}

const outputs = new Set(['display_data', 'update_display_data', 'execute_result', 'error']);

function maskOutput(message: KernelMessage, mask: Mask): KernelMessage {
  if (message.type === 'execute_input') return { ...message, content: mask.value(message.content) }; // the source that is really run
  if (!outputs.has(message.type)) return message;
  const { data, metadata = {} } = message.content;
  const content =
    message.type === 'error'
      ? mask.value(message.content)
      : { ...message.content, data: maskBundle(data, mask), metadata: mask.value(metadata) };
  return { ...message, content };
}

/** The texts of a bundle; pictures and other bytes are left as they are. */
function maskBundle(data: JsonValue | undefined, mask: Mask): JsonObject {
  const members = Object.entries((data ?? {}) as JsonObject).map(([type, value]) => {
    const isBytes = /^(?:image\/(?!svg)|audio\/|video\/|application\/(?:pdf|octet-stream))/.test(type);
    return [type, isBytes ? value : mask.value(value as JsonValue)] as const;
  });
  return Object.fromEntries(members);
}
