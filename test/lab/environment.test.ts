import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareLab } from '../../lib/lab/index.ts';
import { unwritableProject } from '../../lib/lab/workplace.ts';
import { type FakeMachine, type FakePython, fakeMachine } from './fake-python.ts';

let machine: FakeMachine;
let said: string[];

beforeEach(() => {
  machine = fakeMachine();
  said = [];
});
afterEach(() => machine.remove());

function prepare(options: { offline?: string; signal?: AbortSignal } = {}) {
  return prepareLab({ root: machine.root, say: (line) => void said.push(line), ...options }, machine.host);
}

const venv = () => join(machine.root, '.venv');
const marker = () => JSON.parse(readFileSync(join(venv(), 'octavo-lab.json'), 'utf8'));
const installs = () => machine.calls().filter((call) => call.includes('guarded.py pip')).length;

describe('prepareLab()', () => {
  test('makes .venv once, with hashes and without building anything, and keeps it out of git', async () => {
    machine.addPython('python3');
    expect(await prepare()).toMatchObject({ folder: venv(), isOwn: true });
    expect(machine.calls()[1]).toMatch(
      /pip install --require-hashes --no-deps --only-binary=:all: .*requirements\.lock/,
    );
    expect(readFileSync(join(venv(), '.gitignore'), 'utf8')).toBe('*\n');
    expect(readFileSync(join(machine.root, '.octavo', 'lab', '.gitignore'), 'utf8')).toBe('*\n');
    const calls = machine.calls().length;
    await prepare();
    expect(machine.calls()).toHaveLength(calls);
  });

  test('installs the kernels into the project', async () => {
    machine.addPython('python3');
    await prepare();
    expect(readdirSync(join(machine.root, '.octavo', 'jupyter', 'kernels'))).toEqual(['tslab']);
  });

  test('shows the last lines of a pip that failed, and makes the half-made .venv again', async () => {
    machine.addPython('python3', { pip: 'echo "ERROR: the disk is full"; exit 2' });
    await expect(prepare()).rejects.toMatchObject({
      code: 'lab-install-failed',
      message: expect.stringMatching(/exit code 2.*the disk is full/s),
    });
    expect(marker().key).toBeUndefined();
    writeFileSync(join(venv(), 'leftover'), '');
    machine.addPython('python3');
    await prepare();
    expect(said.join('\n')).toContain('half-made');
    expect(existsSync(join(venv(), 'leftover'))).toBe(false);
    expect(marker().key).toMatch(/^[0-9a-f]{64}$/);
  });

  test('knows a .venv as its own in which the marker has not its name yet', async () => {
    machine.addPython('python3');
    mkdirSync(venv());
    writeFileSync(join(venv(), '.octavo-lab.json.0123456789ab.tmp'), '{');
    expect(await prepare()).toMatchObject({ isOwn: true });
    expect(said.join('\n')).toContain('half-made');
    expect(readdirSync(venv())).not.toContain('.octavo-lab.json.0123456789ab.tmp');
  });

  test('makes a .venv of another lock file again', async () => {
    machine.addPython('python3');
    await prepare();
    writeFileSync(join(venv(), 'octavo-lab.json'), JSON.stringify({ key: 'of another lock' }));
    await prepare();
    expect(said.join('\n')).toContain('another lock file');
    expect(installs()).toBe(2);
  });

  test('makes a .venv again whose Python was updated away', async () => {
    machine.addPython('python3');
    await prepare();
    writeFileSync(join(venv(), 'bin', 'python'), '#!/bin/sh\nexit 127\n');
    await prepare();
    expect(installs()).toBe(2);
  });

  test('makes it once for two who begin at the same time', async () => {
    const waits = join(machine.root, 'waits');
    machine.addPython('python3', { pip: `until [ -e ${waits} ]; do /bin/sleep 0.05; done` }); // the other has come
    const say = (line: string) => {
      said.push(line);
      if (line.includes('waiting for it')) writeFileSync(waits, '');
    };
    const both = await Promise.all([1, 2].map(() => prepareLab({ root: machine.root, say }, machine.host)));
    expect(both[0]).toEqual(both[1]);
    expect(installs()).toBe(1);
    expect(said.filter((line) => line.includes('waiting for it'))).toHaveLength(1);
  });

  test('says that the network is out of reach, and does not let pip try for minutes', async () => {
    const line =
      'WARNING: Retrying after connection broken by NewConnectionError: Temporary failure in name resolution';
    machine.addPython('python3', {
      pip: `echo "${line}" >&2; echo "ERROR: No matching distribution found for x==1"; exit 1`,
    });
    await expect(prepare()).rejects.toMatchObject({
      code: 'lab-network',
      hint: expect.stringContaining('--offline'),
    });
    expect(machine.calls()[1]).toMatch(/--retries=2 --timeout=15/);
  });

  test('installs from a folder of wheels, and names the one that it lacks', async () => {
    machine.addPython('python3', { pip: 'echo "ERROR: No matching distribution found for pyzmq==27.1.0"; exit 1' });
    await expect(prepare({ offline: '/wheels' })).rejects.toMatchObject({
      code: 'lab-wheel-missing',
      message: expect.stringMatching(/^\/wheels .*pyzmq==27\.1\.0/),
    });
    expect(machine.calls()[1]).toContain('--no-index --find-links /wheels');
  });

  test('can be stopped while pip works', async () => {
    machine.addPython('python3', { pip: 'echo "Installing collected packages: x"; exec /bin/sleep 600' });
    const stop = new AbortController();
    const preparing = prepare({ signal: stop.signal });
    await expect.poll(() => said.join('\n')).toContain('unpacking');
    stop.abort();
    await expect(preparing).rejects.toMatchObject({ code: 'lab-interrupted', exitCode: 130 });
    expect(marker().key).toBeUndefined();
  });

  test('says that a project cannot be written', async () => {
    machine.addPython('python3');
    writeFileSync(join(machine.root, '.octavo'), 'a file where a folder is needed');
    await expect(prepare()).rejects.toMatchObject({ code: 'lab-project-read-only' });
    expect(existsSync(venv())).toBe(false);
    const { hint } = unwritableProject(join(machine.root, 'not', 'there'), new Error('why'));
    expect(hint).toBe(`ls -ld ${machine.root}; df ${machine.root}`); // a folder that can be looked at
  });
});

describe("prepareLab() with a person's own .venv", () => {
  function ownVenv(python?: FakePython): void {
    const fake = machine.addPython('someone-else', python);
    mkdirSync(join(venv(), 'bin'), { recursive: true });
    writeFileSync(join(venv(), 'bin', 'python'), readFileSync(fake));
    chmodSync(join(venv(), 'bin', 'python'), 0o755);
  }

  test('uses it as it is when it has what is needed', async () => {
    ownVenv({ versions: '{"jupyterlab": "4.10.0", "jupyter-server-proxy": "4.6.1"}' });
    expect(await prepare()).toMatchObject({ folder: venv(), isOwn: false });
    expect(machine.calls()).toEqual([]);
    expect(readdirSync(venv())).toEqual(['bin']);
  });

  test.each([
    [
      '{"jupyterlab": "4.5.11", "jupyter-server-proxy": "4.6.0"}',
      /jupyterlab 4\.5\.11/,
      /pip install "jupyterlab>=4\.6,<5"$/,
    ],
    [
      '{"jupyterlab": "4.6.6", "jupyter-server-proxy": null}',
      /proxy is not installed/,
      /"jupyter-server-proxy>=4\.6,<5"$/,
    ],
    ['{"jupyterlab": "5.0.0", "jupyter-server-proxy": "4.6.0"}', /jupyterlab 5\.0\.0/, /pip install/],
    ['', /no Python that runs/, /^move it away/],
  ])('leaves it alone and says what it lacks: %s', async (versions, message, hint) => {
    ownVenv({ versions });
    await expect(prepare()).rejects.toMatchObject({
      code: 'lab-venv-foreign',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    expect(machine.calls()).toEqual([]);
    expect(readdirSync(venv())).toEqual(['bin']);
  });
});
