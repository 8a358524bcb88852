import { readAnswer, readAnswerNow } from './terminal-input.ts';

/** How a kernel asks the person in front of the notebook; other copies of this module find it under the same symbol. */
export interface InputDoor {
  ask(prompt: string, password: boolean): Promise<string>;
  askNow(prompt: string): string; // returns when the answer is there
}

export const inputDoor = Symbol.for('octavo.kernel.input');

export interface InputOptions {
  password?: boolean; // do not show what is typed
}

/** Thrown by questions that nobody can answer: headless runs, and clients that take no questions. */
export class StdinNotImplementedError extends Error {
  override name = 'StdinNotImplementedError'; // as ipykernel has it
}

/**
 * Asks for a line of text and waits for it. Rejects with StdinNotImplementedError, at once, where nobody can answer.
 * Outside a kernel it reads the standard input.
 */
export async function input(
  question = '', // shown before the field
  options: InputOptions = {},
): Promise<string> {
  const password = options.password ?? false;
  return door()?.ask(String(question), password) ?? readAnswer(String(question), password);
}

/**
 * Asks for a line of text, as in browsers and Deno: nothing else happens until the answer is there. An empty answer is the
 * default's. Returns null only outside a kernel, at the end of the standard input. Throws StdinNotImplementedError.
 */
export function prompt(message = '', otherwise = ''): string | null {
  const question = otherwise === '' ? String(message) : `${message} [${otherwise}]`;
  const kernel = door();
  const answer = kernel ? kernel.askNow(question) : readAnswerNow(question);
  return answer === '' ? String(otherwise) : answer;
}

/** Asks for a yes or a no: true when the answer begins with y, in either case. Throws StdinNotImplementedError. */
export function confirm(message = ''): boolean {
  return /^\s*y/i.test(prompt(`${message} [y/N]`) ?? '');
}

/** Shows a message and waits until it has been read. Where nobody can say so it is only printed. */
export function alert(message = ''): void {
  try {
    prompt(`${message} [Enter]`);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'StdinNotImplementedError') throw error; // of whichever copy of this module
    process.stdout.write(`${message}\n`);
  }
}

function door(): InputDoor | undefined {
  return (globalThis as { [inputDoor]?: InputDoor })[inputDoor];
}
