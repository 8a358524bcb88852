import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { octavoKernelSpec, startSession } from '../../lib/kernel/index.ts';
import { runCell, streamText } from './kernel/collect.ts';
import { sessionForTests } from './kernel/untyped-session.ts';

const session = sessionForTests();
const never = () => new Promise<string>(() => {});

function resultOf({ messages }: Awaited<ReturnType<typeof runCell>>): unknown {
  return messages.find(({ type }) => type === 'execute_result')?.content.data;
}

describe('a cell asks', () => {
  test.each([
    ["await input('name? ')", { prompt: 'name? ', password: false }, "'Ada'"],
    ["await input('word? ', { password: true })", { prompt: 'word? ', password: true }, "'Ada'"],
    ["prompt('name?', 'Bob')", { prompt: 'name? [Bob]', password: false }, "'Ada'"],
    ["confirm('sure?')", { prompt: 'sure? [y/N]', password: false }, 'false'],
  ])('by %s', async (code, question, shown) => {
    const asked: unknown[] = [];
    const run = await runCell(session.current, `console.log('before'); ${code}`, {
      onInput: (prompt, { password }) => {
        asked.push({ prompt, password });
        return 'Ada';
      },
    });
    expect(asked).toEqual([question]);
    expect(resultOf(run)).toEqual({ 'text/plain': shown });
  });

  test('and takes an empty answer to prompt() for the default, yes to confirm() for true', async () => {
    const code = "[prompt('name?', 'Bob'), confirm('sure?')]";
    const run = await runCell(session.current, code, { onInput: (prompt) => (prompt.startsWith('sure') ? 'Yes' : '') });
    expect(resultOf(run)).toEqual({ 'text/plain': "[ 'Bob', true ]" });
  });

  test('two questions at the same time, and they come one after the other', async () => {
    let open = 0;
    const run = await runCell(session.current, "await Promise.all([input('a'), input('b'), input('c')])", {
      onInput: async (prompt) => {
        expect(++open).toBe(1);
        await sleep(20);
        open--;
        return prompt.toUpperCase();
      },
    });
    expect(resultOf(run)).toEqual({ 'text/plain': "[ 'A', 'B', 'C' ]" });
  });

  test('a long answer with any character, from copies of octavo/kernel too', async () => {
    const answer = 'äöü€😀\n"\\'.repeat(10_000);
    const code = "import { input as ask } from 'octavo/kernel'; (await ask()).length + prompt().length";
    const run = await runCell(session.current, code, { onInput: () => answer });
    expect(resultOf(run)).toEqual({ 'text/plain': `${2 * answer.length}` });
  });
});

describe('where nobody can answer', () => {
  test.each(["await input('name? ')", "prompt('name?')", "confirm('sure?')"])('%s fails at once', async (code) => {
    const { reply } = await runCell(session.current, code);
    expect(reply).toMatchObject({ status: 'error', ename: 'StdinNotImplementedError' });
    expect(reply.evalue).toContain('as a parameter');
  });

  test('alert() prints', async () => {
    const { reply, messages } = await runCell(session.current, "alert('look')");
    expect([reply.status, streamText(messages)]).toEqual(['ok', 'look\n']);
  });

  test('because the client rejects, the cell learns it', async () => {
    const refuse = { onInput: () => Promise.reject(new Error('no')) };
    expect((await runCell(session.current, "await input('x')", refuse)).reply.ename).toBe('StdinNotImplementedError');
  });

  test('because the cell has ended, the question fails', async () => {
    const code = "input('x').catch((error) => console.log(error.message)); 1";
    const run = await runCell(session.current, code, { onInput: never });
    expect(run.reply.status).toBe('ok');
    await expect.poll(() => streamText(run.messages)).toBe('the cell ended before the answer came\n');
    const late = "setTimeout(() => input('x').catch((error) => console.log(error.message)), 200); 0";
    const { messages } = await runCell(session.current, late, { onInput: never });
    await expect.poll(() => streamText(messages)).toBe('a question can be asked only while its cell runs\n');
  });

  test('the standard input of a cell is at its end', async () => {
    const run = await runCell(session.current, 'let n = 0; for await (const _ of process.stdin) n++; n');
    expect(resultOf(run)).toEqual({ 'text/plain': '0' });
  });
});

test.each(["await input('x')", "prompt('x')", "try { prompt('x') } catch {} finally { await input('y') }"])(
  'an interrupt ends %s, and an answer that comes later is no answer to the next question',
  async (code) => {
    const interrupted = await runCell(session.current, `var kept = 42; ${code}`, {
      onInput: async () => {
        await session.current.interrupt();
        await sleep(100);
        return 'late';
      },
    });
    expect(interrupted.reply.ename).toBe('KeyboardInterrupt');
    const onInput = async () => {
      await sleep(300);
      return 'timely';
    };
    const next = await runCell(session.current, "await input('again') + ' ' + kept", { onInput });
    expect(resultOf(next)).toEqual({ 'text/plain': "'timely 42'" });
  },
);

test('input() and prompt() are typed', async () => {
  const typed = await startSession(octavoKernelSpec(), { cwd: import.meta.dirname, env: { OCTAVO_TYPES: 'error' } });
  try {
    const wrong = await runCell(typed, "const age: number = await input('age? '); const n: number = prompt('n')");
    expect(wrong.reply.ename).toBe('TypeCheckError');
    expect(wrong.reply.traceback?.join('\n')).toMatch(
      /'string' is not assignable[\s\S]*'string \| null' is not assignable/,
    );
    const right = "const name: string = await input('name? ', { password: true }); const all = confirm('all?'); all";
    expect(resultOf(await runCell(typed, right, { onInput: () => 'y' }))).toEqual({ 'text/plain': 'true' });
  } finally {
    await typed.stop();
  }
});
