import { afterEach, expect, test, vi } from 'vitest';
import { Questions } from '../../lib/kernel/front/questions.ts';
import { RefusalLog } from '../../lib/kernel/front/refusal-log.ts';
import { isTooDeep } from '../../lib/kernel/front/source-limits.ts';
import { createMessage, type Message } from '../../lib/kernel/wire/message.ts';

const patience = { timeout: 60_000 }; // on a machine that is busy with other things

afterEach(() => vi.useRealTimers());

function execution(client: string): Message {
  const identities = [Buffer.from(client)];
  return createMessage('execute_request', { allow_stdin: true }, { session: client, identities });
}

function inputReply(client: string, value: string, parent?: Message): Message {
  return createMessage(
    'input_reply',
    { value },
    { session: client, identities: [Buffer.from(client)], parent: parent?.header },
  );
}

test('Questions takes an answer from the client that was asked, to the question that was asked', async () => {
  const answers: unknown[] = [];
  const asked: Message[] = [];
  let isThere = true;
  const questions = new Questions(
    { answer: (...answer: unknown[]) => answers.push(answer) } as never,
    { session: 'kernel', flushed: async () => {} } as never,
    { reply: async (_channel: string, message: Message) => asked.push(message) > 0 && isThere } as never,
  );
  const cell = execution('one');
  questions.take(inputReply('one', 'early'));
  questions.ask({ question: 1, prompt: 'a', password: false }, cell);
  questions.ask({ question: 2, prompt: 'b', password: true }, cell);
  await vi.waitFor(() => expect(asked.map(({ content }) => content.prompt)).toEqual(['a']), patience);
  expect(asked[0]).toMatchObject({ parent: cell.header, identities: cell.identities });
  questions.take(inputReply('two', 'of another client'));
  questions.take(inputReply('one', 'to another question', cell));
  questions.take(inputReply('one', 'first', asked[0]));
  await vi.waitFor(() => expect(asked[1]?.content).toEqual({ prompt: 'b', password: true }), patience);
  questions.take(inputReply('one', 'late', asked[0]));
  questions.take(inputReply('one', 'second'));
  expect(answers).toEqual([
    [1, 'first'],
    [2, 'second'],
  ]);
  questions.ask({ question: 3, prompt: 'c', password: false }, undefined); // its cell has ended
  isThere = false;
  questions.ask({ question: 4, prompt: 'd', password: false }, execution('gone'));
  await expect
    .poll(() => answers.slice(2))
    .toEqual([
      [3, undefined],
      [4, undefined],
    ]);
});

test('RefusalLog writes a line once in ten seconds, and then how often it came', () => {
  vi.useFakeTimers();
  const lines: string[] = [];
  const log = new RefusalLog((line) => lines.push(line));
  for (let count = 0; count < 1000; count++) log.note('dropped');
  log.note('another');
  expect(lines).toEqual(['octavo kernel: dropped\n', 'octavo kernel: another\n']);
  vi.advanceTimersByTime(10_000);
  expect(lines.slice(2)).toEqual(['octavo kernel: dropped (999 more)\n']);
  log.note('another');
  expect(lines.at(-1)).toBe('octavo kernel: another\n');
});

test('isTooDeep() counts brackets inside each other, and none in strings and comments', () => {
  const many = '('.repeat(4000);
  expect([many, '['.repeat(4000), `f${'({'.repeat(2000)}`, `"a"; // (\n${many}`].map(isTooDeep)).toEqual(
    Array(4).fill(true),
  );
  const fine = [
    '('.repeat(3000),
    '()'.repeat(9000),
    `'${many}'`,
    `"\\"${many}"`,
    `\`\n${many}\``,
    `// ${many}`,
    `/* ${many} */`,
  ];
  expect(fine.map(isTooDeep)).toEqual(Array(fine.length).fill(false));
});
