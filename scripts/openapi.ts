import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from '../lib/track/server/create-server.ts';
import { openApiText } from '../lib/track/server/open-api.ts';

/** The text of docs/openapi.json, which the extension's client is made from: what the server says of itself. */
export async function formatOpenApi(): Promise<string> {
  const folder = join(tmpdir(), 'no-store-is-needed');
  const app = await createServer({ root: folder, storePath: join(folder, 'octavo.db'), token: 'unused' });
  const text = openApiText(app);
  await app.close();
  return text;
}
