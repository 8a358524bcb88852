import type { Host } from '../../host/index.ts';
import { parseS3Place } from '../places.ts';
import { type Exchange, withServer } from './exchange.ts';
import { answerMs, openS3Client, type S3 } from './s3-client.ts';
import { changedOutput, s3Error } from './s3-failure.ts';
import type { Storage } from './storages.ts';
import { tooLarge } from './web-failure.ts';
import { type Patience, usualWebLimits } from './web-limits.ts';

type S3Limits = Patience & { mostBytes: number };

/**
 * Objects of a bucket, by the AWS SDK, which is loaded when the first one is named. A stamp is the object's ETag, and
 * it is the server that compares it when something is written. Throws `run-remote-…`, `run-storage-package`.
 */
export function s3Storage(limits: Partial<S3Limits> = {}): Storage {
  const all = { ...usualWebLimits, ...limits };
  let opened: Promise<S3> | undefined;
  const open = (host: Host) => {
    opened ??= openS3Client(host.env);
    return opened;
  };

  async function tell<Result>(
    place: string,
    host: Host,
    signal: AbortSignal | undefined,
    ask: (s3: S3, object: { Bucket: string; Key: string }, exchange: Exchange) => Promise<Result>,
    sentMs = 0, // how long what is sent may take on its way
  ): Promise<Result> {
    const { bucket, key } = parseS3Place(place);
    const s3 = await open(host);
    const patience = { ...all, quietMs: all.quietMs + sentMs };
    try {
      return await withServer(place, patience, signal, (exchange) => ask(s3, { Bucket: bucket, Key: key }, exchange));
    } catch (error) {
      throw s3Error(error, place, s3.endpoint);
    }
  }

  function stampOf(place: string, host: Host, signal?: AbortSignal): Promise<string | undefined> {
    return tell(place, host, signal, headOf);
  }

  /** All bytes of a body as they come, whatever length was announced. */
  async function readAll(body: AsyncIterable<Uint8Array>, place: string, { moved }: Exchange): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let count = 0;
    for await (const chunk of body) {
      moved(chunk.length);
      chunks.push(chunk);
      count += chunk.length;
      if (count > all.mostBytes) throw tooLarge(place, all.mostBytes);
    }
    return Buffer.concat(chunks);
  }

  return {
    isFile: false,
    read: (place, host, signal) =>
      tell(place, host, signal, async ({ sdk, client }, object, exchange) => {
        const found = await client.send(new sdk.GetObjectCommand(object), { abortSignal: exchange.signal });
        if ((found.ContentLength ?? 0) > all.mostBytes) throw tooLarge(place, all.mostBytes);
        return { bytes: await readAll(found.Body as AsyncIterable<Uint8Array>, place, exchange), stamp: found.ETag };
      }),
    write: (place, text, host, { signal, expected } = {}) => {
      const Body = Buffer.from(text);
      const sentMs = (Body.length / all.slowestBytesPerSecond) * 1000;
      const write = async (s3: S3, object: { Bucket: string; Key: string }, exchange: Exchange) => {
        const { sdk, client } = s3;
        const content = { ...object, Body, ContentType: 'application/x-ipynb+json' };
        const options = { abortSignal: exchange.signal, requestTimeout: answerMs + sentMs };
        const put = (condition: { IfMatch?: string | undefined }) =>
          client.send(new sdk.PutObjectCommand({ ...content, ...condition }), options);
        try {
          return (await put({ IfMatch: expected })).ETag;
        } catch (error) {
          const { name } = error as Error;
          if (expected === undefined || (name !== 'NoSuchKey' && name !== 'NotImplemented')) throw error;
          // It is gone, or the server cannot compare, which leaves a look right before.
          const found = await headOf(s3, object, exchange);
          if (found !== undefined && found !== expected) throw changedOutput(place, error);
          return (await put({})).ETag;
        }
      };
      return tell(place, host, signal, write, sentMs);
    },
    check: async (place, host) => {
      parseS3Place(place);
      await open(host);
    },
    stamp: stampOf,
    restMs: 30_000, // each save sends the whole notebook
  };
}

async function headOf(
  { sdk, client }: S3,
  object: { Bucket: string; Key: string },
  { signal }: Exchange,
): Promise<string | undefined> {
  try {
    return (await client.send(new sdk.HeadObjectCommand(object), { abortSignal: signal })).ETag;
  } catch (error) {
    if ((error as Error).name === 'NotFound') return undefined;
    throw error;
  }
}
