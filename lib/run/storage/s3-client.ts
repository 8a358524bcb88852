import { readFileSync } from 'node:fs';
import type { S3Client } from '@aws-sdk/client-s3';
import { OctavoError } from '../../errors/index.ts';
import { usualWebLimits } from './web-limits.ts';

/** How long an answer may take; what is sent along takes its own time. */
export const answerMs = 60_000;

type Sdk = typeof import('@aws-sdk/client-s3');

/** A client of S3, with the package that it came from. */
export interface S3 {
  sdk: Sdk;
  client: S3Client;
  endpoint: string | undefined; // of a server that is not AWS
}

/**
 * Opens a client with the settings that the AWS tools have: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, AWS_REGION or
 * AWS_DEFAULT_REGION, and the ordinary chain for keys (environment, ~/.aws, single sign-on, container, machine). Throws
 * `run-storage-package` and `run-remote-credentials`.
 */
export async function openS3Client(env: Record<string, string | undefined>): Promise<S3> {
  const sdk = await loadSdk();
  const endpoint = env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || undefined;
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || (endpoint ? 'us-east-1' : undefined); // others do not mind
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  const keys =
    accessKeyId && secretAccessKey
      ? { accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined }
      : undefined;
  const client = new sdk.S3Client({
    ...(keys ? { credentials: keys } : {}), // else the SDK warns on stderr where a profile is named too
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(region ? { region } : {}),
    followRegionRedirects: true,
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 5000,
      socketTimeout: usualWebLimits.quietMs,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
    },
  });
  await resolveKeys(client, endpoint);
  return { sdk, client, endpoint };
}

/** The SDK is an optional peer: who names no bucket need not have it. */
async function loadSdk(): Promise<Sdk> {
  try {
    return await import('@aws-sdk/client-s3');
  } catch (cause) {
    throw new OctavoError('run-storage-package', 'Places that begin with s3:// need the package @aws-sdk/client-s3', {
      cause,
      hint: `npm install @aws-sdk/client-s3@${testedVersion()}`,
    });
  }
}

/** The version that Octavo is tested with; npm lets no other stand beside it. */
function testedVersion(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { peerDependencies } = JSON.parse(manifest) as { peerDependencies?: Record<string, string> };
  return peerDependencies?.['@aws-sdk/client-s3'] ?? 'latest';
}

/**
 * Finds the keys now, before a kernel starts. The last place of the chain is the address of the cloud machine itself,
 * which knows keys for AWS alone: it is not asked for another server's.
 */
async function resolveKeys(client: S3Client, endpoint: string | undefined): Promise<void> {
  const { env } = process; // which the SDK reads itself
  const isQuiet = endpoint !== undefined && env.AWS_EC2_METADATA_DISABLED === undefined;
  if (isQuiet) env.AWS_EC2_METADATA_DISABLED = 'true';
  try {
    await client.config.credentials();
  } catch (cause) {
    throw new OctavoError('run-remote-credentials', `No keys for S3 were found: ${(cause as Error).message}`, {
      cause,
      hint: 'export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…, or AWS_PROFILE=NAME of ~/.aws/credentials',
    });
  } finally {
    if (isQuiet) delete env.AWS_EC2_METADATA_DISABLED;
  }
}
