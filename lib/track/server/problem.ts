import type { Static } from 'typebox';
import { isOctavoError, OctavoError } from '../../errors/index.ts';
import type { Problem } from './schemas.ts';

/** What each code is in HTTP; a code of the store that is not here is a 503. */
const statusOf: Record<string, number> = {
  'track-search': 400,
  'track-artifact-name': 400,
  'track-server-request': 400,
  'track-server-token': 401,
  'track-server-origin': 403,
  'track-artifact-outside': 403,
  'track-run-unknown': 404,
  'track-run-deleted': 404,
  'track-experiment-unknown': 404,
  'track-artifact-unknown': 404,
  'track-artifact-remote': 404,
  'track-server-route': 404,
  'track-server-method': 405,
  'track-artifact-range': 416,
  'track-server-busy': 503,
};

/** An answer that is a problem. */
export interface ProblemAnswer {
  status: number;
  body: Static<typeof Problem>;
  isBug: boolean;
}

/** What an error is for the client: code, message and hint, never a stack. */
export function problemOf(error: unknown): ProblemAnswer {
  if (isOctavoError(error)) {
    const status = statusOf[error.code] ?? (error.code.startsWith('track-store-') ? 503 : 500);
    return { status, body: bodyOf(error), isBug: false };
  }
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    // Fastify's own complaints: parameters that do not fit the schema, a body that is too large, a broken address.
    const complaint = new OctavoError('track-server-request', `Cannot take the request: ${message}`, {
      hint: 'see /api/octavo/openapi.json',
    });
    return { status: statusCode, body: bodyOf(complaint), isBug: false };
  }
  const bug = new OctavoError('track-server-failed', 'The server could not answer; what happened is in its output');
  return { status: 500, body: bodyOf(bug), isBug: true };
}

function bodyOf({ code, message, hint }: OctavoError): Static<typeof Problem> {
  return { error: { code, message, ...(hint === undefined ? {} : { hint }) } };
}
