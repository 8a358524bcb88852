import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type Notebook, parseNotebook } from '../../../lib/notebook/index.ts';

/** A versitygw that stores in a temporary folder, and what a test asks of it. */
export interface S3Server {
  env: Record<string, string>; // for programs that shall use it
  put: (key: string, text: string) => Promise<void>;
  read: (key: string) => Promise<Notebook>;
  remove: (key: string) => Promise<void>;
  stop: () => Promise<void>;
}

export const bucket = 'flows';
const keys = { accessKeyId: 'octavo', secretAccessKey: 'only-for-tests' };

export async function startS3Server(program: string): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-s3-'));
  for (const name of ['objects', 'facts', 'home']) mkdirSync(join(folder, name));
  const { child, ended, endpoint, client } = await started(program, folder);
  const read = async (key: string) => {
    const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return parseNotebook((await found.Body?.transformToString()) ?? '', { path: key });
  };
  return {
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_CONFIG_FILE: join(folder, 'home', 'config'), // of nobody who runs the tests
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'home', 'credentials'),
    },
    put: async (key, text) => void (await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }))),
    read,
    remove: async (key) => void (await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))),
    stop: async () => {
      client.destroy();
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Another program may take the port between the look and the listening: then it is started once more, on another. */
async function started(program: string, folder: string) {
  const env = { ...process.env, ROOT_ACCESS_KEY: keys.accessKeyId, ROOT_SECRET_KEY: keys.secretAccessKey };
  for (let triesLeft = 4; ; triesLeft--) {
    const port = await freePort();
    const args = ['--quiet', '--port', `127.0.0.1:${port}`, 'posix', '--sidecar', join(folder, 'facts')];
    const child = spawn(program, [...args, join(folder, 'objects')], { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const endpoint = `http://127.0.0.1:${port}`;
    const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: keys });
    try {
      await answers(client, () => child.exitCode);
      return { child, ended, endpoint, client };
    } catch (error) {
      client.destroy();
      if (triesLeft === 0) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until the server makes the bucket. */
async function answers(client: S3Client, exitCode: () => number | null): Promise<void> {
  for (;;) {
    try {
      await client.send(new CreateBucketCommand({ Bucket: bucket }));
      return;
    } catch (error) {
      if (exitCode() !== null) throw new Error(`versitygw ended with ${exitCode()}`, { cause: error });
      await sleep(50);
    }
  }
}
