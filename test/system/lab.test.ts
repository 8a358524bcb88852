import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../lib/lab/index.ts';
import { type TemporaryProject, temporaryProject } from '../browser/temporary-project.ts';
import { labIsReady } from '../lab-environment.ts';
import { ask, askJson, openKernel } from './lab-client.ts';
import { descendants, ended } from './run-workplace.ts';

// `octavo lab` with the real JupyterLab of the clone's .venv, asked over HTTP as the browser asks it.

const clone = join(import.meta.dirname, '../..');
const projects: TemporaryProject[] = [];

function newProject(): TemporaryProject {
  const project = temporaryProject();
  projects.push(project);
  return project;
}

afterAll(() => {
  for (const project of projects) project.remove();
});

/** `octavo lab` as a person starts it. Resolves when it says where it is. */
async function startCommand(project: TemporaryProject) {
  const child = project.start('lab', '--no-browser', '--json');
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (printed += text));
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => (said += text));
  while (!printed.endsWith('}\n')) {
    if (child.exitCode !== null) throw new Error(`octavo lab ended with ${child.exitCode}: ${said}`);
    await sleep(50);
  }
  return { child, lab: JSON.parse(printed) as Pick<Lab, 'url' | 'baseUrl' | 'token' | 'pid'> };
}

/** Where a process listens: the addresses of its sockets in the state LISTEN, as /proc writes them. */
function listeningAddresses(pid: number): string[] {
  const inodes = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
    } catch {
      return undefined; // closed while we looked
    }
  });
  const rows = ['tcp', 'tcp6'].flatMap((name) => readFileSync(`/proc/${pid}/net/${name}`, 'utf8').split('\n').slice(1));
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter((words) => words[3] === '0A' && inodes.includes(words[9]))
    .map((words) => words[1]?.split(':')[0] as string);
}

const exitOf = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('exit', resolve));

describe.skipIf(!labIsReady)('JupyterLab as startLab() starts it', () => {
  let project: TemporaryProject;
  let lab: Lab;

  /** As a page of another site asks, that has made its own name lead to this machine. */
  const statusForHost = (host: string) =>
    new Promise<number | undefined>((resolve) => {
      const headers = { host, authorization: `token ${lab.token}` };
      get(new URL('api/status', lab.baseUrl), { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });

  beforeAll(async () => {
    project = newProject();
    const own = join(project.env.HOME as string, '.jupyter'); // settings of the person, for other servers than this one
    mkdirSync(own);
    writeFileSync(
      join(own, 'jupyter_server_config.py'),
      "c.ServerApp.ip = '0.0.0.0'\nc.ServerApp.token = ''\nc.ServerApp.base_url = '/mine/'\nc.ServerApp.port = 7777\n",
    );
    const kernel = join(project.env.HOME as string, '.local', 'share', 'jupyter', 'kernels', 'of-the-person');
    mkdirSync(kernel, { recursive: true });
    writeFileSync(
      join(kernel, 'kernel.json'),
      '{ "argv": ["python3"], "display_name": "Mine", "language": "python" }\n',
    );
    lab = await startLab({ root: project.root, env: project.env, openBrowser: false });
  });
  afterAll(() => lab?.close());

  /** What JupyterLab tells its page. */
  const readPageConfig = async (): Promise<Record<string, unknown>> => {
    const page = await (await ask(lab, 'lab')).text();
    return JSON.parse(/<script id="jupyter-config-data"[^>]*>(.*?)<\/script>/s.exec(page)?.[1] ?? '');
  };

  test('answers on this machine alone and only with its token, whatever the person set for other servers', async () => {
    expect(lab.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/lab\?token=[0-9a-f]{48}$/);
    const listening = listeningAddresses(lab.pid);
    expect(new Set(listening)).toEqual(new Set(['0100007F'])); // 127.0.0.1, as /proc writes it
    expect((await ask(lab, 'api/status')).status).toBe(200);
    expect((await ask(lab, 'api/status', { token: 'wrong' })).status).toBe(403);
    expect(await statusForHost('elsewhere.example')).toBe(403);
    expect(await statusForHost(new URL(lab.url).host)).toBe(200);
    const page = await fetch(lab.url);
    expect(await page.text()).toContain('<title>JupyterLab</title>');
  });

  test('has the kernel of the project, the Python of .venv and those of the person', async () => {
    type Kernels = { default: string; kernelspecs: Record<string, { spec: { display_name: string } }> };
    const { default: first, kernelspecs } = await askJson<Kernels>(lab, 'api/kernelspecs');
    expect(Object.keys(kernelspecs).sort()).toEqual(expect.arrayContaining(['of-the-person', 'python3', 'tslab']));
    expect(first).toBe('tslab');
    expect(kernelspecs).not.toHaveProperty('octavo'); // the launcher would show the same card twice
    expect(kernelspecs.tslab?.spec.display_name).toBe('TypeScript (Octavo)');
  });

  test('has the extension, enabled, and installs no other', async () => {
    const extensions = await askJson<{ name: string; enabled: boolean; installed: boolean }[]>(
      lab,
      'lab/api/extensions',
    );
    expect(extensions).toContainEqual(
      expect.objectContaining({ name: 'octavo-jupyterlab', enabled: true, installed: true }),
    );
    expect((await readPageConfig()).extensionManager).toMatchObject({ name: 'read-only', can_install: false });
  });

  test('asks for no news and no updates', async () => {
    const { settings } = await askJson<{
      settings: object;
      schema: { properties: Record<string, { default: unknown }> };
    }>(lab, 'lab/api/settings/@jupyterlab/apputils-extension:notification').then((found) => ({
      settings: { news: found.schema.properties.fetchNews, updates: found.schema.properties.checkForUpdates },
    }));
    expect(settings).toMatchObject({ news: { default: 'false' }, updates: { default: false } });
    expect((await readPageConfig()).news).toEqual({ disabled: true });
    expect(await (await ask(lab, 'lab/api/update')).json()).toEqual({ notification: null });
  });

  test.each([
    ['tslab', 'const half: number = 21; half * 2', '42'],
    ['python3', 'import sys; print(sys.prefix.endswith(".venv"))', 'True\n'],
  ])('runs a cell on the kernel %s', async (name, code, output) => {
    const kernel = await openKernel(lab, `on-${name}.ipynb`, name);
    expect(await kernel.run(code)).toBe(output);
    kernel.close();
  });

  test('leads to octavo server, for whoever has the token of the lab', async () => {
    const answer = await ask(lab, 'octavo/api/octavo/project');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('json');
    expect([302, 403]).toContain((await ask(lab, 'octavo/api/octavo/project', { token: 'wrong' })).status);
  });

  test('tells its kernels no token', async () => {
    const kernel = await openKernel(lab, 'curious.ipynb', 'tslab');
    expect(await kernel.run('Object.values(process.env).filter((text) => text?.includes("TOKEN"))')).toBe('[]');
    expect(await kernel.run(`Object.values(process.env).includes(${JSON.stringify(lab.token)})`)).toBe('false');
    kernel.close();
  });

  test('writes nothing outside the project but the history of IPython, a mark of Jupyter and a log of npm', async () => {
    const home = project.env.HOME as string;
    const written = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(home, join(entry.parentPath, entry.name)));
    expect(written).toContainEqual(expect.stringMatching(/^\.ipython/)); // the kernel python3 ran
    // jupyter-lsp asks npm where it installs, and npm keeps a log of having been asked. A Jupyter that finds an .ipython when
    // it starts (a second time, or again because its port was taken) marks that it has nothing to take over from there.
    const put = ['.jupyter/jupyter_server_config.py', '.local/share/jupyter/kernels/of-the-person/kernel.json']; // above
    expect(written.filter((path) => !/^\.(ipython\/|npm\/_logs\/|jupyter\/migrated$)/.test(path)).sort()).toEqual(put);
  });

  test('ends with all that it started, and leaves no secret behind', async () => {
    const second = await startLab({ root: project.root, env: project.env });
    expect(second.baseUrl).not.toBe(lab.baseUrl);
    expect((await ask(lab, 'api/status', { token: second.token })).status).toBe(403);
    const kernel = await openKernel(second, 'last.ipynb', 'tslab');
    await kernel.run('1');
    await ask(second, 'octavo/api/octavo/project');
    const started = [second.pid, ...descendants(second.pid).map(({ pid }) => pid)];
    expect(started.length).toBeGreaterThan(2);
    await second.close();
    await ended(started);
    expect(await second.ended).toMatchObject({ asked: true });
    expect((await ask(lab, 'api/status')).status).toBe(200); // the first goes on
    const folder = join(project.root, '.octavo', 'lab');
    expect(readdirSync(folder).filter((name) => name.startsWith('start-'))).toHaveLength(1);
  });
});

describe.skipIf(!labIsReady)('octavo lab as a person types it', () => {
  test.each([
    ['SIGINT', 0],
    ['SIGTERM', 0],
    ['SIGKILL', null],
  ] as const)('%s ends JupyterLab, its kernels and the server behind it', async (signal, code) => {
    const project = newProject();
    const { child, lab } = await startCommand(project);
    const kernel = await openKernel(lab, 'busy.ipynb', 'tslab');
    expect(await kernel.run('6 * 7')).toBe('42');
    await ask(lab, 'octavo/api/octavo/project');
    const started = [lab.pid, ...descendants(child.pid as number).map(({ pid }) => pid)];
    expect(started.length).toBeGreaterThan(3);
    const exit = exitOf(child);
    child.kill(signal);
    expect(await exit).toBe(code);
    await ended(started);
  });

  test('shutting down from the File menu ends the command too', async () => {
    const { child, lab } = await startCommand(newProject());
    const exit = exitOf(child);
    await ask(lab, 'api/shutdown', { method: 'POST' });
    expect(await exit).toBe(0);
  });

  test('an installation ends with the process that began it', async () => {
    const project = newProject();
    const python = join(clone, '.venv', 'bin', 'python');
    const guard = join(clone, 'lib', 'lab', 'guarded.py');
    const code = `const { spawn } = require('node:child_process');
      spawn(${JSON.stringify(python)}, [${JSON.stringify(guard)}, 'http.server', '0'], { detached: true });
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', code], { cwd: project.root, env: project.env, stdio: 'ignore' });
    await expect.poll(() => descendants(parent.pid as number).length).toBe(1);
    const started = descendants(parent.pid as number).map(({ pid }) => pid);
    parent.kill('SIGKILL');
    await ended(started);
  });
});
