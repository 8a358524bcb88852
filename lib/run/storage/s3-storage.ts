import type { Host } from '../../host/index.ts';
import { parseS3Place } from '../places.ts';
import { stoppedError } from './retries.ts';
import { openS3Client, type S3 } from './s3-client.ts';
import { changedOutput, s3Error } from './s3-failure.ts';
import type { Storage } from './storages.ts';
import { tooLarge } from './web-failure.ts';
import { usualWebLimits } from './web-limits.ts';

/**
 * Objects of a bucket, by the AWS SDK, which is loaded when the first one is named. A stamp is the object's ETag, and
 * it is the server that compares it when something is written. Throws `run-remote-…`, `run-storage-package`.
 */
export function s3Storage(mostBytes: number = usualWebLimits.mostBytes): Storage {
  let opened: Promise<S3> | undefined;
  const open = (host: Host) => {
    opened ??= openS3Client(host.env);
    return opened;
  };

  async function tell<Result>(
    place: string,
    host: Host,
    signal: AbortSignal | undefined,
    ask: (s3: S3, object: { Bucket: string; Key: string }) => Promise<Result>,
  ): Promise<Result> {
    const { bucket, key } = parseS3Place(place);
    const s3 = await open(host);
    try {
      return await ask(s3, { Bucket: bucket, Key: key });
    } catch (error) {
      throw signal?.aborted ? stoppedError(place, signal) : s3Error(error, place, s3.endpoint);
    }
  }

  function stampOf(place: string, host: Host): Promise<string | undefined> {
    return tell(place, host, undefined, async ({ sdk, client }, object) => {
      const found = await client.send(new sdk.HeadObjectCommand(object)).catch((error: { name?: string }) => {
        if (error.name === 'NotFound') return undefined;
        throw error;
      });
      return found?.ETag;
    });
  }

  return {
    isFile: false,
    read: (place, host, signal) =>
      tell(place, host, signal, async ({ sdk, client }, object) => {
        const found = await client.send(new sdk.GetObjectCommand(object), { abortSignal: signal });
        if ((found.ContentLength ?? 0) > mostBytes) {
          (found.Body as { destroy?: () => void } | undefined)?.destroy?.();
          throw tooLarge(place, mostBytes);
        }
        return { bytes: (await found.Body?.transformToByteArray()) ?? new Uint8Array(), stamp: found.ETag };
      }),
    write: (place, text, host, { signal, expected } = {}) =>
      tell(place, host, signal, async ({ sdk, client }, object) => {
        const content = { ...object, Body: text, ContentType: 'application/x-ipynb+json' };
        const put = (condition: { IfMatch?: string | undefined }) =>
          client.send(new sdk.PutObjectCommand({ ...content, ...condition }), { abortSignal: signal });
        try {
          return (await put({ IfMatch: expected })).ETag;
        } catch (error) {
          const { name } = error as Error;
          if (expected === undefined || (name !== 'NoSuchKey' && name !== 'NotImplemented')) throw error;
          // It is gone, or the server cannot compare, which leaves a look right before.
          const found = await stampOf(place, host);
          if (found !== undefined && found !== expected) throw changedOutput(place, error);
          return (await put({})).ETag;
        }
      }),
    check: async (place, host) => {
      parseS3Place(place);
      await open(host);
    },
    stamp: stampOf,
    restMs: 30_000, // each save sends the whole notebook
  };
}
