import { isOctavoError, OctavoError } from '../../errors/index.ts';
import { markPassing } from './retries.ts';
import type { WebRequest } from './web-limits.ts';

/** The error for an answer that is no success. Some of them pass: the server is overloaded or starts anew. */
export function statusError({ method, shown }: WebRequest, { status, statusText }: Response): OctavoError {
  const said = `the server answers ${status}${statusText ? ` ${statusText}` : ''}`;
  if (status === 404 || status === 410) {
    const what = method === 'GET' ? 'There is nothing at' : 'Cannot write';
    return new OctavoError('run-remote-missing', `${what} ${shown}: ${said}`, { hint: 'check the address' });
  }
  if (status === 408 || status === 429 || status >= 500) {
    const error = new OctavoError('run-remote-failed', `${words(method)} ${shown}: ${said}`, {
      hint: 'try again later; the fault is on the side of the server',
    });
    return status === 501 || status === 505 ? error : markPassing(error);
  }
  if (status >= 300 && status < 400) return new OctavoError('run-remote-failed', `${words(method)} ${shown}: ${said}`);
  const isLogin = status === 401 || status === 403 || status === 407;
  return new OctavoError('run-remote-refused', `${words(method)} ${shown}: ${said}`, {
    hint: isLogin
      ? 'give user and password (https://USER:PASSWORD@HOST/…), or a fresh address if a signed one has expired'
      : method === 'PUT'
        ? 'this server takes no notebooks by PUT; write a file and send it as the server wants it'
        : 'check the address',
  });
}

function words(method: WebRequest['method']): string {
  return method === 'GET' ? 'Cannot read' : 'Cannot write';
}

export function redirectError(shown: string, how: string): OctavoError {
  return new OctavoError('run-remote-redirect', `${shown}: the server sends its visitors on ${how}`, {
    hint: 'use the address where the notebook really lies',
  });
}

/** Half a file. The next try may get the whole. */
export function truncatedError(shown: string, count: number, announced: number, cause?: unknown): OctavoError {
  const size = Number.isFinite(announced) ? `${count} of ${announced} bytes` : `after ${count} bytes`;
  const error = new OctavoError('run-remote-truncated', `${shown}: the connection ended, ${size} came`, {
    cause,
    hint: 'try again; if it stays so, the file is damaged on the server',
  });
  return markPassing(error);
}

const passing = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'UND_ERR_SOCKET'];
const reasons: Record<string, string> = {
  ENOTFOUND: 'no server has this name',
  EAI_AGAIN: 'the name of the server cannot be looked up now',
  ECONNREFUSED: 'nobody answers at this address',
  ECONNRESET: 'the server closed the connection',
  UND_ERR_SOCKET: 'the server closed the connection',
  ETIMEDOUT: 'the server does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the server does not answer',
  EHOSTUNREACH: 'no way leads to this server',
  ENETUNREACH: 'this machine has no network',
};

/** The error for a request that got no answer; an OctavoError as it is. The reason is that of the socket. */
export function networkError(error: unknown, shown: string): Error {
  if (isOctavoError(error)) return error;
  const cause = (error as Error).cause as { code?: string; message?: string } | undefined;
  const code = cause?.code ?? (error as NodeJS.ErrnoException).code ?? '';
  const reason = reasons[code] ?? cause?.message ?? (error as Error).message;
  const isTls = /CERT|SSL|TLS|SELF_SIGNED/.test(code);
  const failure = new OctavoError('run-remote-unreachable', `Cannot reach ${shown}: ${reason}`, {
    cause: error,
    hint: isTls
      ? 'NODE_EXTRA_CA_CERTS=/path/to/ca.pem names the certificates that your servers use'
      : 'check the address and the network; behind a proxy: NODE_USE_ENV_PROXY=1',
  });
  return passing.includes(code) ? markPassing(failure) : failure;
}

export function tooLarge(shown: string, mostBytes: number): OctavoError {
  const size = `${Math.round(mostBytes / 1024 / 1024)} MiB`;
  return new OctavoError('run-remote-too-large', `${shown} is larger than ${size}`, {
    hint: 'octavo clean the notebook where it lies: its outputs are not needed to run it',
  });
}

/** A server that goes on sending, or taking, but would not come to an end. */
export function slowError(shown: string, count: number, takenMs: number): OctavoError {
  const seconds = Math.round(takenMs / 1000);
  return new OctavoError('run-remote-timeout', `${shown}: too slow, ${count} bytes in ${seconds} s`, {
    hint: 'try again later, or fetch the notebook by hand and run the file',
  });
}

export function timeoutError(shown: string, quietMs: number): OctavoError {
  return new OctavoError(
    'run-remote-timeout',
    `${shown}: the server said nothing for ${Math.round(quietMs / 1000)} s`,
    {
      hint: 'try again later, or fetch the notebook by hand and run the file',
    },
  );
}
