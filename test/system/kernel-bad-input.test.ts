import { describe, expect, test } from 'vitest';
import { runCell, streamText } from './kernel/collect.ts';
import { sessionForTests, startUntyped } from './kernel/untyped-session.ts';

describe('a cell that is bad input is an error of its own, and the kernel lives on:', () => {
  const session = sessionForTests();

  test.each([
    ['brackets 100,000 deep', '('.repeat(100_000), 'SyntaxError'],
    ['brackets 100,000 deep that close', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'SyntaxError'],
    ['a recursion without end', 'function f(): number { return f() + 1 } f()', 'RangeError'],
    ['a string too long', "let text = 'x'; while (true) text += text", 'RangeError'],
    ['a revoked proxy that is thrown', 'const one = Proxy.revocable({}, {}); one.revoke(); throw one.proxy', undefined],
    [
      'an error whose stack throws',
      "throw Object.defineProperty(new Error('a'), 'stack', { get() { throw 1 } })",
      'Error',
    ],
  ])('%s', async (_name, code, ename) => {
    const { reply } = await runCell(session.current, code);
    expect(reply.status).toBe('error');
    if (ename) expect(reply.ename).toBe(ename);
    expect((await runCell(session.current, '1')).reply.status).toBe('ok');
  });

  test.each([
    ['a hundred thousand brackets in a string', `const many = '${'('.repeat(100_000)}'; many.length`, '100000'],
    ['ten megabytes of source', `const long = '${'x'.repeat(10_000_000)}'; long.length`, '10000000'],
    ['a circular value', 'const own: any = {}; own.own = own; own.own === own', 'true'],
    ['garbage on the kernel’s own descriptor', garbage(), '5'],
  ])('%s is none', async (_name, code, shown) => {
    const { reply, messages } = await runCell(session.current, code);
    const result = messages.find(({ type }) => type === 'execute_result')?.content.data;
    expect([reply.status, result]).toEqual(['ok', { 'text/plain': shown }]);
  });

  test('user_expressions are evaluated, and fail one by one', async () => {
    const { reply } = await runCell(session.current, 'const five = 5', {
      userExpressions: { ten: 'five * 2', later: 'await Promise.resolve(7)', bad: 'nothing', worse: '((' },
    });
    expect(reply.content.user_expressions).toMatchObject({
      ten: { status: 'ok', data: { 'text/plain': '10' } },
      later: { status: 'ok', data: { 'text/plain': '7' } },
      bad: { status: 'error', ename: 'ReferenceError' },
      worse: { status: 'error', ename: 'SyntaxError' },
    });
  });
});

describe('the kernel dies, and the client says of what:', () => {
  test.each([
    ['out of memory', 'const all = []; while (true) all.push(new Array(1e5).fill(Math.random()))', 'ran out of memory'],
    ['a closed descriptor 3', "require('node:fs').closeSync(3)", 'closed file descriptor 3'],
    [
      'a closed descriptor 4',
      "require('node:fs').closeSync(4); await new Promise(() => {})",
      'closed file descriptor 4',
    ],
    [
      'a closed descriptor 5',
      "require('node:fs').closeSync(5); await new Promise(() => {})",
      'closed file descriptor 5',
    ],
    ['source that no parser takes', `1${'+1'.repeat(200_000)}`, 'its stack was full'],
  ])('%s', async (_name, code, words) => {
    const session = await startUntyped({ env: { NODE_OPTIONS: '--max-old-space-size=100' } });
    try {
      const death = expect(session.execute(code)).rejects;
      await death.toMatchObject({ code: 'kernel-died', message: expect.stringContaining(words) });
    } finally {
      await session.stop();
    }
  });
});

test('exit handlers run when the kernel is told to leave', async () => {
  const session = await startUntyped();
  const { messages } = await runCell(session, "process.on('exit', () => console.log('bye'))");
  await session.stop();
  expect(streamText(messages)).toBe('bye\n');
});

function garbage(): string {
  const lines = [
    'garbage',
    '{"type":"nope"}',
    'null',
    '[]',
    '42',
    '{"type":"stream"}',
    '{"type":"question"}',
    '{"type":"comm"}',
  ];
  const odd = ['{"type":"detached-child","pid":1,"isRunning":true}', '{"type":"comm-handled"}', 'no end of line'];
  return `require('node:fs').writeSync(3, ${JSON.stringify([...lines, ...odd].join('\n'))}); 5`;
}
