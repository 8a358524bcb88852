import { isOctavoError, OctavoError } from '../../errors/index.ts';
import { parseS3Place } from '../places.ts';

interface S3Answer {
  name?: string;
  message?: string;
  code?: string;
  Code?: string;
  Region?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { headers?: Record<string, string> };
}

/** What an error of the SDK means for a person. An OctavoError as it is. */
export function s3Error(error: unknown, place: string, endpoint: string | undefined): Error {
  if (isOctavoError(error)) return error;
  const answer = error as S3Answer;
  const name = answer.name ?? '';
  const status = answer.$metadata?.httpStatusCode;
  const fail = (code: string, message: string, hint: string) => new OctavoError(code, message, { cause: error, hint });
  const { bucket } = parseS3Place(place);
  const server = endpoint ? ` on ${withoutUser(endpoint)}` : '';
  if (status === 412 || name === 'PreconditionFailed' || name === 'ConditionalRequestConflict')
    return changedOutput(place, error);
  if (name === 'NoSuchBucket')
    return fail('run-remote-missing', `There is no bucket ${bucket}${server}`, `aws s3 mb s3://${bucket}`);
  if (name === 'NoSuchKey' || name === 'NotFound')
    return fail('run-remote-missing', `There is nothing at ${place}${server}`, `aws s3 ls s3://${bucket}/ --recursive`);
  if (name === 'RequestTimeTooSkewed')
    return fail('run-remote-refused', `${place}: the clock of this machine is wrong`, 'date -u; set the clock');
  if (/^(InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|.*UserNotFound)$/.test(name))
    return fail('run-remote-refused', `${place}: the keys are not accepted${server} (${name})`, keysHint);
  if (name === 'PermanentRedirect' || name === 'AuthorizationHeaderMalformed' || status === 301) {
    const region = answer.Region ?? answer.$response?.headers?.['x-amz-bucket-region'] ?? 'REGION';
    return fail('run-remote-refused', `The bucket ${bucket} lies in another region`, `export AWS_REGION=${region}`);
  }
  if (name === 'AccessDenied' || status === 401 || status === 403)
    return fail('run-remote-refused', `${place}: access denied${server}`, keysHint);
  if (/Region is missing/.test(answer.message ?? ''))
    return fail('run-remote-refused', `${place}: no region is named`, 'export AWS_REGION=us-east-1');
  if (status !== undefined && status >= 400) {
    const message = `${place}: the server answers ${status} ${name}${server}`;
    if (status < 500) return fail('run-remote-refused', message, 'check the bucket, the key and the settings');
    return fail('run-remote-failed', message, 'try again later; the fault is on the side of the server');
  }
  if (status !== undefined || name === 'ECONNRESET' || answer.code === 'ECONNRESET' || /aborted/.test(String(error)))
    return fail('run-remote-truncated', `${place}: the connection ended before all had come`, 'try again');
  if (name === 'TimeoutError')
    return fail('run-remote-timeout', `${place}: the server does not answer${server}`, 'try again later');
  const why = answer.code ?? answer.message ?? name;
  return fail('run-remote-unreachable', `Cannot reach ${place}${server}: ${why}`, endpointHint);
}

export function changedOutput(place: string, cause: unknown): OctavoError {
  return new OctavoError('run-output-changed', `Another program has changed ${place} while the run was on`, {
    cause,
    hint: 'compare the two',
  });
}

const keysHint = 'check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or AWS_PROFILE), and what they may do';
const endpointHint = 'check the network, and AWS_ENDPOINT_URL for a server that is not AWS';

function withoutUser(address: string): string {
  return address.replace(/^([\w+.-]+:\/\/)[^/?#]*@/, '$1');
}
