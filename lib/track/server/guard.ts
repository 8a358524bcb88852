import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { OctavoError } from '../../errors/index.ts';

/** What a request must show before it is answered. */
export interface GuardOptions {
  token: string;
  isBehindProxy: boolean; // any Host: only the proxy has the token
  port: () => number; // the server's own
}

/** What the guard looks at. */
export interface GuardedRequest {
  headers: IncomingHttpHeaders;
  query: Record<string, unknown>;
}

/**
 * Lets a request in, or throws `track-server-origin` or `track-server-token`. Behind Jupyter's proxy the token comes with
 * whatever a browser sends there, so that pages of other sites are kept out by the Origin, and by what the browser says
 * about the page where there is none.
 */
export function admit({ headers, query }: GuardedRequest, options: GuardOptions): void {
  checkHost(headers, options);
  checkOrigin(headers, options);
  const given = [headers['x-octavo-token'], bearer(headers.authorization), query.token].flat();
  if (!given.some((token) => typeof token === 'string' && isSame(token, options.token))) {
    throw new OctavoError('track-server-token', 'The request has no token of this server', {
      hint: 'X-Octavo-Token: …, or ?token=…, as `octavo server` printed it',
    });
  }
}

/** A name that an attacker's DNS leads to 127.0.0.1 is not a name of this server. */
function checkHost(headers: IncomingHttpHeaders, { isBehindProxy, port }: GuardOptions): void {
  if (isBehindProxy) return;
  const [, name, given] = /^(127\.0\.0\.1|localhost|\[::1\])(?::(\d{1,5}))?$/i.exec(headers.host ?? '') ?? [];
  if (name === undefined || Number(given ?? 80) !== port()) {
    throw new OctavoError('track-server-origin', `This server is not called ${JSON.stringify(headers.host ?? '')}`, {
      hint: `http://127.0.0.1:${port()}`,
    });
  }
}

function checkOrigin(headers: IncomingHttpHeaders, { isBehindProxy }: GuardOptions): void {
  const { origin } = headers;
  const refuse = (who: string) => {
    throw new OctavoError('track-server-origin', `Requests of ${who} are not answered`, {
      hint: "open the server's own address",
    });
  };
  const forwarded = isBehindProxy
    ? [headers['x-forwarded-host']].flat().map((host) => host?.split(',')[0]?.trim())
    : [];
  if (origin !== undefined) {
    const host = URL.canParse(origin) ? new URL(origin).host : undefined;
    const own = [headers.host, ...forwarded].map((name) => name && canonicalHost(name, origin));
    if (!host || !own.includes(host)) refuse(`the page ${JSON.stringify(origin)}`);
  } else if (headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate') {
    refuse('a page of another site');
  }
}

/** A host as the browser writes it in an Origin: small letters, without the port that its scheme has anyway. */
function canonicalHost(host: string, origin: string): string | undefined {
  const address = `${origin.split(':')[0]}://${host}`;
  return URL.canParse(address) ? new URL(address).host : undefined;
}

function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
}

/** Takes the same time for every wrong token. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
