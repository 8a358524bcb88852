import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userDataFolder } from '../../lib/kernel/index.ts';
import { startLab } from '../../lib/lab/index.ts';
import { choosePort } from '../../lib/lab/port.ts';
import { type FakeMachine, fakeMachine } from './fake-python.ts';

let machine: FakeMachine;
let server: Server | undefined;

beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => {
  server?.close();
  server = undefined;
  machine.remove();
});

async function occupy(port: number): Promise<number> {
  const listening = createServer();
  server = listening;
  await once(listening.listen(port, '127.0.0.1'), 'listening');
  return (listening.address() as { port: number }).port;
}

const starts = () => readdirSync(join(machine.root, '.octavo', 'lab')).filter((name) => name.startsWith('start-'));

/** Lets Jupyter be a shell script that shows how it was started, and ends. */
async function startedWith(jupyterArguments: string[] = []): Promise<Record<string, string>> {
  const show = join(machine.root, 'shown.txt');
  const lines = ['ARGS=$*', 'PATH=$PATH', 'CONFIG=$JUPYTER_CONFIG_PATH', 'DATA=$JUPYTER_DATA_DIR'];
  lines.push('RUNTIME=$JUPYTER_RUNTIME_DIR', 'SEARCH=$JUPYTER_PATH', 'TOKEN=$JUPYTER_TOKEN');
  const copy = `/bin/cp -rp "\${JUPYTER_CONFIG_PATH%%:*}" ${join(machine.root, 'settings')}`;
  machine.addPython('python3', { lab: `printf '%s\\n' "${lines.join('" "')}" > ${show}; ${copy}; exit 1` });
  await expect(startLab({ root: machine.root, jupyterArguments }, machine.host)).rejects.toThrow();
  const shown = readFileSync(show, 'utf8').trimEnd().split('\n');
  return Object.fromEntries(shown.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]));
}

describe('startLab()', () => {
  test('refuses a port that another program has, before it starts anything', async () => {
    machine.addPython('python3');
    const port = await occupy(0);
    await expect(startLab({ root: machine.root, port }, machine.host)).rejects.toMatchObject({
      code: 'lab-port-busy',
      message: expect.stringContaining(String(port)),
    });
    expect(starts()).toEqual([]);
  });

  test('shows the last lines of a Jupyter that ends at once, and leaves no token behind', async () => {
    machine.addPython('python3', { lab: 'echo "ImportError: no module named zmq" >&2; exit 3' });
    await expect(startLab({ root: machine.root }, machine.host)).rejects.toMatchObject({
      code: 'lab-died',
      message: expect.stringMatching(/exit code 3.*no module named zmq/s),
    });
    expect(starts()).toEqual([]);
  });

  test('tells a port that was taken meanwhile from other deaths', async () => {
    machine.addPython('python3', {
      lab: 'echo "ERROR: the Jupyter server could not be started because port 8899 is not available." >&2; exit 1',
    });
    await expect(startLab({ root: machine.root, port: 0 }, machine.host)).rejects.toMatchObject({
      code: 'lab-port-busy',
      message: expect.stringContaining('8899'),
    });
  });

  test('takes another port when Jupyter finds its own taken as it begins to listen, and none when one was asked for', async () => {
    const [counted, busy] = [join(machine.root, 'starts.txt'), 'WARNING The port 8888 is already in use.'];
    const no = 'ERROR: the Jupyter server could not be started because no available port could be found.';
    const taken = `echo "${busy}"; echo "${no}"; exit 1`;
    machine.addPython('python3', {
      lab: `echo start >> ${counted}; [ $(/usr/bin/wc -l < ${counted}) -lt 3 ] && { ${taken}; }; echo third; exit 7`,
    });
    await expect(startLab({ root: machine.root }, machine.host)).rejects.toMatchObject({
      code: 'lab-died',
      message: expect.stringContaining('third'),
    });
    machine.addPython('python3', { lab: `echo start >> ${counted}; ${taken}` });
    rmSync(join(machine.root, '.venv'), { recursive: true });
    writeFileSync(counted, '');
    await expect(startLab({ root: machine.root, port: 0 }, machine.host)).rejects.toMatchObject({
      code: 'lab-port-busy',
      message: expect.stringContaining('8888'),
    });
    expect(readFileSync(counted, 'utf8')).toBe('start\n');
    await expect(startLab({ root: machine.root }, machine.host)).rejects.toMatchObject({ code: 'lab-port-busy' });
    expect(readFileSync(counted, 'utf8')).toBe('start\n'.repeat(6));
  });

  test('gives Jupyter this Node and the .venv first, folders in the project, and what was there behind them', async () => {
    machine.host.env.JUPYTER_PATH = '/my/jupyter';
    machine.host.env.JUPYTER_TOKEN = 'of another server';
    const shown = await startedWith();
    const inside = join(machine.root, '.octavo');
    expect(shown.PATH?.split(delimiter).slice(0, 2)).toEqual([
      dirname(process.execPath),
      join(machine.root, '.venv', 'bin'),
    ]);
    expect(shown.SEARCH?.split(delimiter)[0]).toBe(join(inside, 'jupyter'));
    expect(shown.SEARCH?.split(delimiter).slice(2)).toEqual(['/my/jupyter', userDataFolder(machine.host)]);
    expect(shown.DATA).toBe(join(inside, 'lab', 'data'));
    expect(shown.RUNTIME?.startsWith(join(inside, 'lab', 'start-'))).toBe(true);
    expect(shown.TOKEN).toBe('');
  });

  test('keeps the tokens out of the command line, in files that only the person can read', async () => {
    const shown = await startedWith(['--debug']);
    expect(shown.ARGS).toMatch(/guarded\.py jupyterlab --debug$/);
    const folder = join(machine.root, 'settings');
    const file = join(folder, 'jupyter_server_config.json');
    const settings = JSON.parse(readFileSync(file, 'utf8'));
    expect(settings.IdentityProvider.token).toMatch(/^[0-9a-f]{48}$/);
    const { environment, request_headers_override: headers } = settings.ServerProxy.servers.octavo;
    expect(headers['X-Octavo-Token']).toBe(environment.OCTAVO_SERVER_TOKEN);
    expect(headers['X-Octavo-Token']).not.toBe(settings.IdentityProvider.token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('asks the network for no news, no updates and no extensions', async () => {
    await startedWith();
    const read = (name: string) => JSON.parse(readFileSync(join(machine.root, 'settings', name), 'utf8'));
    expect(read('jupyter_lab_config.json').LabApp).toMatchObject({
      ...{ news_url: null, check_for_updates_class: 'jupyterlab.NeverCheckForUpdate', extension_manager: 'readonly' },
    });
    expect(read('labconfig/default_setting_overrides.json')).toEqual({
      '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
      '@jupyterlab/completer-extension:manager': { showDocumentationPanel: true },
    });
  });

  test('removes what a killed lab left behind, and nothing of one that runs', async () => {
    await startedWith();
    const left = join(machine.root, '.octavo', 'lab');
    writeFileSync(join(left, 'start-999999999-dead'), '');
    writeFileSync(join(left, `start-${process.ppid}-alive`), '');
    await startedWith();
    expect(starts()).toEqual([`start-${process.ppid}-alive`]);
  });
});

test('choosePort() takes the next port when the first is busy', async () => {
  // Another program may take the port between the look and the listening: then once more.
  const chosen = async () => {
    const port = await choosePort(undefined);
    return await occupy(port).catch((): Promise<number> => chosen());
  };
  const first = await chosen();
  expect(first).toBeGreaterThanOrEqual(8888);
  expect(await choosePort(undefined)).toBeGreaterThan(first);
});
