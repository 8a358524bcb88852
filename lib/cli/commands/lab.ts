import { resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { findProject, nodeFiles } from '../../host/index.ts';
import type { Command, Io } from '../command.ts';
import { formatJson } from '../json.ts';
import { type Stop, stoppable } from '../signals.ts';

const usage = 'octavo lab [--port N] [--no-browser] [--offline FOLDER] [--prepare] [-- JUPYTER ARGUMENTS]';

export const command: Command = {
  summary: 'open JupyterLab on this project, with the TypeScript kernel and the Runs panel',
  usage,
  description:
    'The first time it makes .venv with JupyterLab in it, from a lock file with hashes; Python 3.10 or newer is needed.\n' +
    'All that it writes stays in the project. Ctrl-C ends the lab and its kernels. More: docs/jupyterlab.md.',
  options: {
    port: { type: 'string', value: 'N', help: 'where to listen (the first free port from 8888)' },
    browser: { type: 'boolean', help: 'open the browser, where there is one (the default); --no-browser does not' },
    offline: { type: 'string', value: 'FOLDER', help: 'install from the wheels in this folder, without a network' },
    prepare: { type: 'boolean', help: 'install what is missing and start nothing' },
  },
  examples: ['octavo lab', 'octavo lab --port 9000 --no-browser', 'octavo lab -- --LabApp.collaborative=true'],
  run: async ({ values, positionals }, io) => {
    const { root } = findProject(process.cwd());
    if (positionals[0] !== undefined && !positionals[0].startsWith('-')) {
      const hint = `usage: ${usage}`;
      throw new OctavoError('usage', `one word too many: ${positionals[0]}`, { exitCode: 2, hint });
    }
    const options = {
      root,
      port: portOf(values.port),
      offline: typeof values.offline === 'string' ? await wheelFolder(values.offline) : undefined,
      openBrowser: values.browser !== false && !values.json,
      jupyterArguments: positionals,
      say: (line: string) => io.err(`octavo: ${line}\n`),
    };
    return stoppable(async (stop) => {
      if (!values.prepare) return runLab(options, values.json === true, stop, io);
      const { prepareLab } = await import('../../lab/index.ts');
      const { folder, python } = await prepareLab({ ...options, signal: stop.signal });
      io.out(values.json ? formatJson({ root, venv: folder, python }) : `JupyterLab is ready in ${folder}\n`);
      return 0;
    });
  },
};

type Options = import('../../lab/index.ts').LabOptions;

/** Starts the lab, says where it is, and waits for its end. A second signal does not wait: the lab ends by itself then. */
async function runLab(options: Options, asJson: boolean, { signal, killSignal }: Stop, io: Io): Promise<number> {
  const { startLab } = await import('../../lab/index.ts');
  const lab = await startLab({ ...options, signal });
  const { url, baseUrl, token, pid } = lab;
  io.out(asJson ? formatJson({ url, baseUrl, token, pid, root: options.root }) : `JupyterLab: ${url}\n`);
  if (!asJson) io.err('Ctrl-C ends it and its kernels.\n');
  const close = () => {
    io.err('octavo: ending JupyterLab and its kernels\n');
    void lab.close();
  };
  if (signal.aborted) close();
  else signal.addEventListener('abort', close);
  const killed = new Promise<undefined>((end) => killSignal.addEventListener('abort', () => end(undefined)));
  const end = await Promise.race([lab.ended, killed]);
  if (end === undefined || end.asked || end.code === 0) return 0;
  const message = ['JupyterLab ended by itself:', ...end.lastLines].join('\n  ');
  throw new OctavoError('lab-died', message, { hint: 'octavo lab' });
}

function portOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port < 65_536 && value !== '') return port;
  throw new OctavoError('usage', `--port ${value}: no port number`, { exitCode: 2, hint: `usage: ${usage}` });
}

/** Throws `file-missing` when there is no such folder. */
async function wheelFolder(path: string): Promise<string> {
  if ((await nodeFiles.kind(resolve(path))) === 'folder') return resolve(path);
  throw new OctavoError('file-missing', `--offline names no folder: ${path}`, { hint: 'octavo lab --help' });
}
