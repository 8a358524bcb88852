import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { octavoKernelSpec, type Session, startSession } from '../../lib/kernel/index.ts';
import { runCell, streamText } from './kernel/collect.ts';
import { stillRunning, sweep } from './kernel/processes.ts';
import { sessionForTests, startUntyped } from './kernel/untyped-session.ts';

const known: number[] = [];
afterEach(() => {
  sweep(known);
  known.length = 0;
});

/** Runs a cell that never ends, interrupts it when it has said a line, and returns how it ended and what it printed. */
async function interrupted(session: Session, code: string) {
  let printed = '';
  let begin: () => void = () => undefined;
  const hasBegun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const running = session.execute(`var kept = 42; ${code}`, {
    onMessage: ({ type, content }) => {
      if (type !== 'stream') return;
      printed += String(content.text);
      begin();
    },
  });
  await Promise.race([hasBegun, running]);
  await sleep(30); // past the line that was printed
  await session.interrupt();
  const reply = await running;
  return { reply, printed };
}

const begun = "console.log('begun');";
const endless = {
  'an endless chain of microtasks': `${begun} (function f() { Promise.resolve().then(f) })(); await new Promise(() => {})`,
  'a loop that awaits nothing': `${begun} while (true) await null`,
  'a loop in a function of its own': `const g = async () => { while (true) await null }; ${begun} await g()`,
  'a loop that catches everything': `${begun} while (true) try { await new Promise((go) => setTimeout(go, 5)) } catch {}`,
  'a synchronous loop that catches everything': `${begun} while (true) try { for (let n = 0; n < 1e6; n++); } catch {}`,
  'a finally that never ends': `try { ${begun} await new Promise(() => {}) } finally { while (true); }`,
  'an endless async generator': `async function* all() { while (true) yield 1 } ${begun} for await (const _ of all()) {}`,
  'an endless generator': `function* all() { while (true) yield 1 } ${begun} for (const _ of all()) {}`,
  'a timer that loops': `${begun} setTimeout(() => { while (true); }, 1); await new Promise(() => {})`,
  'setImmediate for ever': `${begun} (function f() { setImmediate(f) })(); await new Promise(() => {})`,
  'a regular expression that backtracks': `${begun} /(a+)+$/.test('a'.repeat(40) + 'b')`,
  'Atomics.wait()': `${begun} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`,
  'execSync()': `${begun} require('node:child_process').execSync('sleep 1000')`,
  'a child process that is awaited':
    `const child = require('node:child_process').spawn('sleep', ['1000']); ${begun} ` +
    "await new Promise((go) => child.on('close', go)); console.log('went on')",
};

describe.each(['signal', 'message'] as const)('interrupt by %s stops', (interruptMode) => {
  const session = sessionForTests({ interruptMode });

  test.each(Object.entries(endless))('%s', async (_name, code) => {
    const { reply, printed } = await interrupted(session.current, code);
    expect(reply).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
    expect(printed).toBe('begun\n');
    expect(streamText((await runCell(session.current, 'console.log(kept)')).messages)).toBe('42\n');
  });

  test('twice, and when nothing runs', async () => {
    process.kill(-session.current.pid, 'SIGINT');
    const running = session.current.execute(`${begun} await new Promise(() => {})`);
    await Promise.all([session.current.interrupt(), session.current.interrupt()]);
    expect((await running).ename).toBe('KeyboardInterrupt');
    process.kill(-session.current.pid, 'SIGINT');
    await sleep(1000); // a signal that arrives when the next cell has begun is that cell's
    expect((await runCell(session.current, '1')).reply.status).toBe('ok');
  });
});

describe('child processes', () => {
  const session = sessionForTests();

  test.each([
    ['in a group of its own', "'sleep', ['1000'], { detached: true }"],
    ['that takes no SIGINT', "'sh', ['-c', 'trap \"\" INT; sleep 1000']"],
  ])('spawnSync() of a child %s is stopped by ending the child', async (_name, child) => {
    const { reply } = await interrupted(session.current, `${begun} require('node:child_process').spawnSync(${child})`);
    expect(reply.ename).toBe('KeyboardInterrupt');
  });

  test('a detached child lives through an interrupt, and ends with its kernel however that ends', async () => {
    for (const end of ['stop', 'kill -9 of the front', 'kill -9 of the evaluator', 'process.exit()']) {
      const other = await startUntyped();
      const start =
        "const child = require('node:child_process').spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });";
      const { printed } = await interrupted(
        other,
        `${start} child.unref(); console.log(process.pid, child.pid); await new Promise(() => {})`,
      );
      const [evaluator = 0, child = 0] = printed.split(' ').map(Number);
      known.push(evaluator, child);
      expect(await stillRunning([child], 0), end).toEqual([child]);
      if (end === 'stop') await other.stop();
      else if (end === 'process.exit()') await other.execute('process.exit()');
      else process.kill(end.endsWith('front') ? other.pid : evaluator, 'SIGKILL');
      expect(await stillRunning([child, evaluator]), end).toEqual([]);
      await other.stop();
    }
  });
});

test('a native call that cannot be stopped is said to be one, and its cell ends with it', async () => {
  const session = await startUntyped();
  try {
    const call = "require('node:crypto').pbkdf2Sync('a', 'b', 1e9, 64, 'sha512')";
    let printed = '';
    const running = session.execute(`${begun} ${call}`, {
      onMessage: ({ type, content }) => {
        if (type === 'stream') printed += String(content.text);
      },
    });
    running.catch(() => undefined);
    await expect.poll(() => printed).toBe('begun\n');
    await session.interrupt();
    await expect.poll(() => printed).toContain('the interrupt has not stopped this cell');
  } finally {
    await session.stop();
  }
});

test('a cell whose types are still being checked does not run', async () => {
  const env = { OCTAVO_TYPES: 'error' };
  const session = await startSession(octavoKernelSpec(), { cwd: import.meta.dirname, env });
  try {
    const running = runCell(session, "console.log('ran')");
    await session.interrupt();
    const { reply, messages } = await running;
    expect([reply.ename, streamText(messages)]).toEqual(['KeyboardInterrupt', '']);
    expect((await runCell(session, '1')).reply.status).toBe('ok');
  } finally {
    await session.stop();
  }
});
