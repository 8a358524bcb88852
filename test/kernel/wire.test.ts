import { describe, expect, test } from 'vitest';
import {
  type Connection,
  channelAddress,
  formatConnection,
  parseConnection,
} from '../../lib/kernel/wire/connection.ts';
import { decodeMessage, encodeMessage, SeenSignatures } from '../../lib/kernel/wire/frames.ts';
import { createMessage } from '../../lib/kernel/wire/message.ts';
import { SendQueue } from '../../lib/kernel/wire/send-queue.ts';

const topic = Buffer.from('topic');
const request = createMessage('execute_request', { code: '1' }, { session: 's' });
const message = createMessage(
  'stream',
  { text: 'äöü', name: 'stdout' },
  {
    session: 's',
    parent: request.header,
    metadata: { a: [1] },
    identities: [topic],
  },
);

describe('decodeMessage()', () => {
  test('reads what encodeMessage() wrote, buffers included', () => {
    const whole = { ...message, buffers: [Buffer.from([0, 255])] };
    expect(decodeMessage(encodeMessage(whole, 'key'), 'key')).toEqual(whole);
    expect(decodeMessage(encodeMessage(request, ''), '')).toEqual(request);
  });

  test('drops a message with another key, a changed frame or a missing one', () => {
    const frames = encodeMessage(message, 'key');
    expect(decodeMessage(frames, 'other')).toBe('wrongly signed');
    expect(decodeMessage(frames, '')).toBe('wrongly signed');
    expect(decodeMessage(encodeMessage(message, ''), 'key')).toBe('wrongly signed');
    for (let index = 1; index < frames.length; index++) {
      const changed = frames.with(index, Buffer.from('{}'));
      expect(decodeMessage(changed, 'key'), `frame ${index}`).toBeTypeOf('string');
      expect(decodeMessage(frames.toSpliced(index, 1), 'key'), `without frame ${index}`).toBeTypeOf('string');
    }
    expect(decodeMessage([], 'key')).toBe('malformed');
  });

  test('drops signed frames that hold no message', () => {
    const broken = { ...message, header: { msg_id: 1 } as never };
    expect(decodeMessage(encodeMessage(broken, 'key'), 'key')).toBe('malformed');
    const [, delimiter, , ...parts] = encodeMessage(message, '');
    const unread = [...parts.slice(0, 3), Buffer.from('{"cut')];
    expect(decodeMessage([delimiter as Uint8Array, Buffer.from(''), ...unread], '')).toBe('malformed');
  });

  test('keeps of a header only what is text, and takes content that is no object for an empty one', () => {
    const header = { ...request.header, deep: [[[]]] };
    const odd = decodeMessage(encodeMessage({ ...request, header, content: [1] as never }, 'key'), 'key');
    expect(odd).toEqual({ ...request, content: {} });
  });

  test('refuses a signature that it has seen, and keeps no more of them than 65,536', () => {
    const seen = new SeenSignatures();
    const frames = encodeMessage(message, 'key');
    expect(decodeMessage(frames, 'key', seen)).toEqual(message);
    expect(decodeMessage(frames, 'key', seen)).toBe('a repetition of an earlier one');
    expect(decodeMessage(frames, 'key')).toEqual(message);
    for (let count = 0; count < 65_536; count++) expect(seen.isRepeated(`${count}`)).toBe(false);
    expect(decodeMessage(frames, 'key', seen)).toEqual(message); // forgotten by now
    expect(seen.isRepeated('65535')).toBe(true);
  });

  test('agrees with a signature made by jupyter_client', () => {
    // Session(key=b'key').sign([header, b'{}', b'{}', b'{}']) of jupyter_client 8.10
    const hex = '472a1ead4690d565816b5e8706e67487756cd47f48ba8d090e502069ad007bb9';
    const parts = ['{"msg_id":"1","msg_type":"x"}', '{}', '{}', '{}'].map((text) => Buffer.from(text));
    expect(decodeMessage([Buffer.from('<IDS|MSG>'), Buffer.from(hex), ...parts], 'key')).toMatchObject({
      header: { msg_type: 'x' },
    });
  });
});

describe('parseConnection()', () => {
  const connection: Connection = {
    transport: 'tcp',
    ip: '127.0.0.1',
    key: 'secret',
    ports: { shell: 1, iopub: 2, stdin: 3, control: 4, hb: 5 },
  };

  test('reads what formatConnection() wrote', () => {
    expect(parseConnection(formatConnection(connection, 'octavo'))).toEqual(connection);
    expect(channelAddress(connection, 'iopub')).toBe('tcp://127.0.0.1:2');
    expect(channelAddress({ ...connection, transport: 'ipc', ip: '/tmp/k' }, 'hb')).toBe('ipc:///tmp/k-5');
  });

  test.each([
    ['no JSON', '{'],
    ['a missing port', '{"ip": "127.0.0.1", "shell_port": 1}'],
    ['another signature', formatConnection(connection, 'x').replace('hmac-sha256', 'hmac-md5')],
  ])('refuses %s', (_name, text) => {
    expect(parseConnection(text)).toBeUndefined();
  });
});

describe('SendQueue', () => {
  test('sends one message at a time, in order', async () => {
    const sent: string[] = [];
    let pending = 0;
    const queue = new SendQueue({
      send: async ([frame]) => {
        expect(++pending).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        pending--;
        sent.push(String(frame));
      },
    });
    for (const word of ['a', 'b', 'c']) void queue.send([Buffer.from(word)]);
    expect(queue.pendingBytes).toBe(3);
    await queue.drained();
    expect([sent, queue.pendingBytes]).toEqual([['a', 'b', 'c'], 0]);
  });

  test('tries again while a reader is full, and drops what a closed socket refuses', async () => {
    let refusals = 3;
    let stalls = 0;
    const queue = new SendQueue(
      {
        send: async () => {
          if (refusals-- > 0) throw Object.assign(new Error('full'), { code: 'EAGAIN' });
          throw Object.assign(new Error('closed'), { code: 'EBADF' });
        },
      },
      { onStall: () => stalls++ },
    );
    expect(await queue.send([Buffer.from('a')])).toBe(false);
    expect(stalls).toBe(3);
  });
});
