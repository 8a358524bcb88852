/** What went wrong, for a person to read. `code` is the server's (docs/errors.md), or one of `ownCodes`. */
export interface Problem {
  code: string;
  message: string;
  hint?: string | undefined;
}

/** What a request gave: either the data or the problem. */
export type Answer<Data> = { data: Data; problem?: undefined } | { data?: undefined; problem: Problem };

/** Problems that the server itself could not have said: nobody answered, Jupyter wants a login, or something else answered. */
export const ownCodes = ['no-answer', 'no-session', 'not-understood'] as const;

/** Whether Octavo's server gave this problem, and so can be reached. */
export function isFromServer(problem: Problem): boolean {
  return !(ownCodes as readonly string[]).includes(problem.code);
}

/** Waits for a request of the client. Never throws: a lost connection is a problem too. */
export async function ask<Data>(
  request: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Answer<Data>> {
  try {
    const { data, error, response } = await request;
    if (response.ok && data !== undefined) return { data };
    return { problem: problemOf(response.status, error) };
  } catch (error) {
    return { problem: problemOf(0, error) };
  }
}

/** Turns what came instead of data into one readable problem. `status` is 0 when nobody answered. */
export function problemOf(status: number, body: unknown): Problem {
  const said = (body as { error?: Partial<Problem> } | null | undefined)?.error;
  if (typeof said?.code === 'string' && typeof said.message === 'string') {
    return { code: said.code, message: said.message, hint: said.hint };
  }
  if (status === 401 || status === 403) return noSession;
  if (status === 0 || status === 502 || status === 503 || status === 504) {
    const because = body instanceof Error && body.name !== 'TypeError' ? ` (${body.message})` : '';
    return {
      code: 'no-answer',
      message: `Octavo's server does not answer${because}.`,
      hint: 'Start it again with: npx octavo lab',
    };
  }
  return {
    code: 'not-understood',
    message: `The answer of the server was not understood (HTTP ${status}).`,
    hint: 'Reload the page. If that does not help, start it again with: npx octavo lab',
  };
}

export const noSession: Problem = {
  code: 'no-session',
  message: 'Your session with Jupyter has ended.',
  hint: 'Reload the page to log in, or open the address that this prints: npx octavo lab',
};

/**
 * Makes a login page that Jupyter sends in place of an answer into a 401 with the code `no-session`.
 * Artifacts may be HTML themselves, so for them only a redirect to the login page counts.
 */
export function guardSession(fetch: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
  return async (request) => {
    const isArtifact = request.url.includes('/artifacts/');
    const response = await fetch(request);
    const isHtml = (response.headers.get('content-type') ?? '').startsWith('text/html');
    const isLogin = response.redirected && /\/login(\?|$)/.test(response.url);
    if (!isLogin && !(response.ok && isHtml && !isArtifact)) return response;
    await response.body?.cancel();
    return new Response(JSON.stringify({ error: noSession }), {
      status: 401,
      headers: { 'content-type': 'application/json' },
    });
  };
}
