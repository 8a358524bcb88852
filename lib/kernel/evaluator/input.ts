import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { type InputDoor, StdinNotImplementedError } from '../input.ts';
import { sendEvent } from './events.ts';
import { Interruption } from './interrupts/interruption.ts';
import { callingCell, type RunningCell } from './running-cell.ts';

export interface Answer {
  question: number;
  value: string | undefined; // undefined: the client takes no questions
}

interface Question {
  cell: RunningCell;
  settle: (answer: string | Error) => void;
}

const lookMs = 50; // between looks at the answers while the main thread waits for one
const open = new Map<number, Question>();
let asked = 0;
let answers: MessagePort;
let arrivals: Int32Array<SharedArrayBuffer>; // [0]: how many answers have come

/** Says where the interrupt thread puts the answers, and counts them. */
export function listenForAnswers(port: MessagePort, counter: Int32Array<SharedArrayBuffer>): void {
  answers = port;
  arrivals = counter;
  port.on('message', take);
  port.unref();
}

export const inputOfKernel: InputDoor = {
  ask: (prompt, password) =>
    new Promise((resolve, reject) => {
      ask(prompt, password, (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
    }),
  askNow: (prompt) => {
    let settled: string | Error | undefined;
    ask(prompt, false, (answer) => {
      settled = answer;
    });
    while (settled === undefined) {
      const seen = Atomics.load(arrivals, 0);
      const received = receiveMessageOnPort(answers) as { message: Answer } | undefined;
      if (received) take(received.message);
      else Atomics.wait(arrivals, 0, seen, lookMs); // an interrupt stops it as it stops any loop
    }
    if (settled instanceof Error) throw settled;
    return settled;
  },
};

function ask(prompt: string, password: boolean, settle: Question['settle']): void {
  const cell = callingCell();
  if (!cell || cell.ended) throw new StdinNotImplementedError('a question can be asked only while its cell runs');
  const question = ++asked;
  open.set(question, { cell, settle });
  sendEvent({ type: 'question', request: cell.request, question, prompt, password });
}

function take({ question, value }: Answer): void {
  const settle = open.get(question)?.settle;
  open.delete(question);
  settle?.(value ?? new StdinNotImplementedError(nobody));
}

const nobody =
  'nobody can answer: this client takes no input (a headless run, for example). ' +
  'Give the value as a parameter or in an environment variable';

/** Ends the questions that a cell has left open: their answers would come to nobody. */
export function abandonQuestions(cell: RunningCell): void {
  for (const [question, { cell: asker, settle }] of open) {
    if (asker !== cell) continue;
    open.delete(question);
    settle(
      cell.interrupted ? new Interruption() : new StdinNotImplementedError('the cell ended before the answer came'),
    );
  }
}
