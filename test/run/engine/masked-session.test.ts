import { expect, test } from 'vitest';
import type { ExecuteOptions, KernelMessage, Session } from '../../../lib/kernel/index.ts';
import { maskedSession } from '../../../lib/run/engine/masked-session.ts';
import { createMask } from '../../../lib/run/secrets/index.ts';

const secret = 'correct horse';

test('every message of a cell is masked: the echo of its source, and what stands beside an output', async () => {
  const sent = [
    { type: 'execute_input', content: { code: `const key = '${secret}'`, execution_count: 1 } },
    { type: 'display_data', content: { data: { 'text/plain': secret }, metadata: { caption: secret } } },
    { type: 'update_display_data', content: { data: { 'text/html': secret } } },
    { type: 'stream', content: { name: 'stdout', text: secret } },
    { type: 'error', content: { ename: 'Error', evalue: secret, traceback: [secret] } },
  ] as unknown as KernelMessage[];
  const execute = async (code: string, options: ExecuteOptions = {}) => {
    expect(code).toBe('really run');
    for (const message of sent) options.onMessage?.(message);
    return { status: 'ok' };
  };
  const session = maskedSession(
    { execute } as unknown as Session,
    createMask([secret]),
    new Map([['shown', 'really run']]),
  );
  const seen: KernelMessage[] = [];
  await session.execute('shown', { onMessage: (message) => seen.push(message) });
  expect(seen.map(({ type }) => type)).toEqual(sent.map(({ type }) => type));
  expect(JSON.stringify(seen)).not.toContain(secret);
});
