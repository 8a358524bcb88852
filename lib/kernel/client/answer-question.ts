import type { JsonObject } from '../../notebook/json/json.ts';
import { createMessage, type Message } from '../wire/message.ts';

/** Gives the answer to a question of a cell; when it rejects, the cell learns that there is none. */
export type OnInput = (prompt: string, options: { password: boolean }) => Promise<string> | string;

/** Has a kernel's input_request answered; resolves with the input_reply to send. */
export async function answerQuestion(
  request: Message,
  onInput: OnInput | undefined,
  session: string,
): Promise<Message> {
  const { prompt, password } = request.content;
  let content: JsonObject;
  try {
    if (!onInput) throw new Error('nobody to ask');
    content = { status: 'ok', value: await onInput(String(prompt ?? ''), { password: password === true }) };
  } catch {
    content = { status: 'error', value: '' }; // kernels other than Octavo's take it for an empty answer
  }
  return createMessage('input_reply', content, { session, parent: request.header });
}
