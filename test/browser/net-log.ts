import { readFileSync } from 'node:fs';

/**
 * The hosts that a browser asked for or looked up by itself or for a page, but for this machine: of the log that Chromium
 * writes with `--log-net-log`, complete once it has ended.
 */
export function foreignHosts(netLogPath: string): string[] {
  const log = JSON.parse(readFileSync(netLogPath, 'utf8')) as {
    events: { params?: { url?: string; host?: string } }[];
  };
  const hosts = log.events.flatMap(({ params }) => {
    const host = params?.host?.replace(/^\w+:\/\//, '').replace(/:\d+$/, '');
    const url = params?.url && /^(https?|wss?):/.test(params.url) ? new URL(params.url).hostname : undefined;
    return [host, url].filter((name) => name !== undefined && name !== '');
  });
  return [...new Set(hosts as string[])].filter((host) => !['127.0.0.1', 'localhost', '~notfound'].includes(host));
}
