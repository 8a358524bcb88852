import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../../../lib/track/server/start-server.ts';
import { temporaryFolder } from '../temporary-store.ts';

/** Asks for a WebSocket, reads the answer, and goes without a word only when the server has. */
async function upgrade(port: number, path: string, origin = ''): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${origin}Connection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer.split('\r\n')[0] as string;
}

test('the connection of a refused WebSocket is closed, so that the server can end', async () => {
  const root = temporaryFolder();
  const server = await startServer({ root, storePath: join(root, 'octavo.db'), port: 0, token: 't' });
  const { port } = server;
  expect(await upgrade(port, '/api/octavo/changes')).toBe('HTTP/1.1 401 Unauthorized');
  expect(await upgrade(port, '/nothing?token=t')).toBe('HTTP/1.1 404 Not Found');
  const origin = 'Origin: http://elsewhere.example\r\n';
  expect(await upgrade(port, '/api/octavo/changes?token=t', origin)).toBe('HTTP/1.1 403 Forbidden');
  const count = () => new Promise((resolve) => server.app.server.getConnections((_error, open) => resolve(open)));
  await expect.poll(count).toBe(0);
  await server.close();
});
