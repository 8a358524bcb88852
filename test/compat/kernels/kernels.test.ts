import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Host, nodeHost } from '../../../lib/host/index.ts';
import { findKernelSpec, type Session, startSession } from '../../../lib/kernel/index.ts';
import { messageTypes, runCell, streamText } from '../../system/kernel/collect.ts';
import { stillRunning } from '../../system/kernel/processes.ts';
import { peers } from '../peers.ts';

const host: Host = { ...nodeHost, env: { ...process.env, JUPYTER_PATH: peers?.jupyterPath } };

describe.skipIf(!peers)('ipykernel through our client', () => {
  let session: Session;
  beforeAll(async () => {
    session = await startSession(await findKernelSpec('python3', host), { cwd: import.meta.dirname });
  });
  afterAll(() => session?.stop());

  test('says who it is', () => {
    expect(session.info).toMatchObject({ implementation: 'ipython', language_info: { name: 'python' } });
  });

  test('runs a cell with output, result and count', async () => {
    const { reply, messages } = await runCell(session, "print('one')\n2");
    expect(messageTypes(messages)).toEqual(['busy', 'execute_input', 'stream', 'execute_result', 'idle']);
    expect(reply).toMatchObject({ status: 'ok', executionCount: 1 });
    expect(reply.possiblyIncomplete).toBeUndefined();
  });

  test('50,000 lines all arrive', async () => {
    const { messages } = await runCell(session, 'for line in range(50_000): print(line)');
    expect(streamText(messages).trimEnd().split('\n')).toHaveLength(50_000);
  });

  test('gives failures with a traceback, and aborts what waits', async () => {
    const [failed, behind] = await Promise.all([
      runCell(session, 'import time; time.sleep(0.5); 1/0'), // when the other has come
      runCell(session, '1'),
    ]);
    expect(failed.reply).toMatchObject({ status: 'error', ename: 'ZeroDivisionError', traceback: expect.any(Array) });
    expect(behind.reply.status).toBe('aborted');
  });

  test('is interrupted, and lives on', async () => {
    let running: ReturnType<Session['execute']> | undefined;
    await new Promise<void>((begun) => {
      running = session.execute("print('begun', flush=True)\nimport time\nwhile True: time.sleep(0.1)", {
        onMessage: ({ type }) => type === 'stream' && begun(),
      });
    });
    await session.interrupt();
    expect(await running).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
    expect((await runCell(session, '1')).reply.status).toBe('ok');
  });

  test('its death in a cell is seen', async () => {
    const other = await startSession(session.spec, { cwd: import.meta.dirname });
    await expect(runCell(other, 'import os; os._exit(9)')).rejects.toMatchObject({
      code: 'kernel-died',
      message: expect.stringContaining('exit code 9'),
    });
    await other.stop();
  });

  test('stop() ends it and its child processes', async () => {
    const other = await startSession(session.spec, { cwd: import.meta.dirname });
    const code = "import subprocess; print(subprocess.Popen(['sleep', '1000']).pid)";
    const child = Number(streamText((await runCell(other, code)).messages));
    await other.stop();
    expect(await stillRunning([other.pid, child])).toEqual([]);
  });
});

describe.skipIf(!peers)('stock tslab through our client', () => {
  let session: Session;
  beforeAll(async () => {
    session = await startSession(await findKernelSpec('tslab', host), { cwd: import.meta.dirname });
  });
  afterAll(() => session?.stop());

  test('runs cells', async () => {
    const { reply, messages } = await runCell(session, "const a: number = 20;\nconsole.log('a is', a)");
    expect(reply.status).toBe('ok');
    expect(streamText(messages)).toBe('a is 20\n');
  });

  test('its failures are failures', async () => {
    const { reply } = await runCell(session, "throw new Error('boom')");
    expect(reply.status).toBe('error');
    await new Promise((resolve) => setTimeout(resolve, 400)); // it answers `abort` for 200 ms
    expect((await runCell(session, '1')).reply.status).toBe('ok');
  });

  test('a cell whose idle it loses ends, marked as possibly incomplete', async () => {
    const { reply, messages } = await runCell(session, 'for (let line = 0; line < 5000; line++) console.log(line)');
    expect(reply.status).toBe('ok');
    const lines = streamText(messages).split('\n').length - 1;
    expect(reply.possiblyIncomplete === true || lines === 5000).toBe(true);
  });
});
