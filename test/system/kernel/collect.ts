import type { ExecuteOptions, ExecuteReply, KernelMessage, Session } from '../../../lib/kernel/index.ts';

export interface CellRun {
  reply: ExecuteReply;
  messages: KernelMessage[]; // grows when the cell's timers print later
}

/** Executes a cell and keeps all that it published. */
export async function runCell(session: Session, code: string, options: ExecuteOptions = {}): Promise<CellRun> {
  const messages: KernelMessage[] = [];
  const reply = await session.execute(code, { ...options, onMessage: (message) => messages.push(message) });
  return { reply, messages };
}

/** As `runCell`, without what the kernel says of itself: of a language server that dies it speaks under any cell. */
export async function runCellWithoutNotices(
  session: Session,
  code: string,
  options: ExecuteOptions = {},
): Promise<CellRun> {
  const messages: KernelMessage[] = [];
  const take = (message: KernelMessage) => {
    if (message.type !== 'stream') return void messages.push(message);
    const text = withoutNotices(String(message.content.text));
    if (text !== '') messages.push({ ...message, content: { ...message.content, text } });
  };
  return { reply: await session.execute(code, { ...options, onMessage: take }), messages };
}

/** A text without the lines that the kernel says of itself. */
export function withoutNotices(text: string): string {
  return text.replace(/^octavo kernel: .*\n/gm, '');
}

/** What a cell wrote to one of its streams. */
export function streamText(messages: KernelMessage[], name: 'stdout' | 'stderr' = 'stdout'): string {
  const streams = messages.filter((message) => message.type === 'stream' && message.content.name === name);
  return streams.map((message) => message.content.text).join('');
}

/** The types of the messages, in order. */
export function messageTypes(messages: KernelMessage[]): string[] {
  return messages.map(({ type, content }) => (type === 'status' ? String(content.execution_state) : type));
}
