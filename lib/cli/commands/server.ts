import { once } from 'node:events';
import { OctavoError } from '../../errors/index.ts';
import { nodeHost } from '../../host/host.ts';
import { findProject } from '../../host/project.ts';
import { defaultStorePath } from '../../track/index.ts';
import type { Command } from '../command.ts';
import { stoppable } from '../signals.ts';

export const command: Command = {
  summary: 'answer questions about the runs of this project over HTTP',
  usage: 'octavo server [--port N] [--store URI]',
  description:
    'Listens on 127.0.0.1 and prints its address with the token that every request must show; OCTAVO_SERVER_TOKEN sets it.\n' +
    'It ends on Ctrl-C, and with the program that started it.',
  options: {
    port: { type: 'string', value: 'N', help: 'port to listen on; 0 takes any that is free (default 7878)' },
    store: { type: 'string', value: 'URI', help: "the store's file (default MLFLOW_TRACKING_URI, else the project's)" },
    'behind-proxy': { type: 'boolean', help: 'take requests to any host name: only for a proxy that adds the token' },
  },
  examples: ['octavo server', 'octavo server --port 0 --json'],
  run: async ({ values, positionals }, io) => {
    if (positionals.length > 0) {
      throw new OctavoError('usage', `octavo server takes no ${positionals[0]}`, {
        exitCode: 2,
        hint: 'octavo server',
      });
    }
    const port = portNumber((values.port as string | undefined) ?? '7878');
    const storePath = defaultStorePath(values.store as string | undefined, process.cwd());
    const { startServer, whenParentEnds } = await import('../../track/server/index.ts');
    const isBehindProxy = values['behind-proxy'] === true;
    const token = nodeHost.env.OCTAVO_SERVER_TOKEN;
    return stoppable(async ({ signal }) => {
      const parentGone = new AbortController();
      const unwatch = whenParentEnds(() => parentGone.abort());
      const server = await startServer({
        root: findProject(process.cwd()).root,
        storePath,
        port,
        token,
        isBehindProxy,
      });
      const url = `${server.address}/api/octavo/project?token=${encodeURIComponent(server.token)}`;
      if (values.json) io.out(`${JSON.stringify({ address: server.address, port: server.port, url })}\n`);
      else io.out(isBehindProxy ? `Octavo's server: ${server.address}\n` : `Octavo's server: ${url}\n`);
      const end = AbortSignal.any([signal, parentGone.signal]);
      if (!end.aborted) await once(end, 'abort');
      unwatch();
      await server.close();
      return 0;
    });
  },
};

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new OctavoError('usage', `--port ${text}: not a whole number from 0 to 65535`, {
    exitCode: 2,
    hint: 'octavo server --port 7878',
  });
}
