import type { Words } from '../views/surroundings.ts';

type Fetch = (request: Request) => Promise<Response>;

/**
 * Octavo's server says its errors in JSON. A 404 or 5xx in any other form is Jupyter's own: it does not know the server, or could not
 * start it. Such an answer becomes one that says so (code `no-answer`).
 */
export function explainRefusal(fetch: Fetch, words: Words): Fetch {
  return async (request) => {
    const response = await fetch(request);
    const isTheirs = response.status === 404 || response.status >= 500;
    if (!isTheirs || (await isOctavos(response))) return response;
    const message =
      response.status === 404
        ? words.__("This JupyterLab was started without Octavo's server.")
        : words.__("Octavo's server does not answer.");
    const hint =
      response.status === 404
        ? words.__('Start the lab with: npx octavo lab')
        : words.__('In a terminal, in the folder of the project, this says why: npx octavo server --port 0');
    await response.body?.cancel();
    return new Response(JSON.stringify({ error: { code: 'no-answer', message, hint } }), {
      status: 503,
      headers: { 'content-type': 'application/json' },
    });
  };
}

// HEAD has no body to look into: there the kind of content must do.
async function isOctavos(response: Response): Promise<boolean> {
  if (!(response.headers.get('content-type') ?? '').includes('application/json')) return false;
  try {
    const text = await response.clone().text();
    return text === '' || typeof JSON.parse(text)?.error?.code === 'string';
  } catch {
    return false;
  }
}
