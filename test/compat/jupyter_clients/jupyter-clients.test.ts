import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { installKernelSpec } from '../../../lib/kernel/index.ts';
import { codeCell, createNotebook, formatNotebook, type Notebook, parseNotebook } from '../../../lib/notebook/index.ts';
import { peers } from '../peers.ts';

const octavoHome = join(import.meta.dirname, '..', '..', '..');

/** Python's Jupyter clients on the kernel of a project, found through JUPYTER_PATH alone. */
describe.skipIf(!peers)('a project that ran `octavo kernel install`', () => {
  const project = mkdtempSync(join(tmpdir(), 'octavo-clients-'));
  const env = {
    ...process.env,
    JUPYTER_DATA_DIR: join(project, 'nothing'),
    JUPYTER_PATH: join(project, '.octavo', 'jupyter'),
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  };
  beforeAll(async () => {
    writeFileSync(join(project, 'package.json'), '{ "name": "some-project" }');
    mkdirSync(join(project, 'node_modules'));
    symlinkSync(octavoHome, join(project, 'node_modules', 'octavo'));
    await installKernelSpec({ scope: 'project' }, { ...nodeHost, cwd: () => project, env });
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test('is seen by `jupyter kernelspec list`', () => {
    const { stdout } = run('jupyter', ['kernelspec', 'list', '--json']);
    const { kernelspecs } = JSON.parse(stdout);
    for (const name of ['octavo', 'tslab']) {
      expect(kernelspecs[name]).toMatchObject({
        resource_dir: join(project, '.octavo', 'jupyter', 'kernels', name),
        spec: { display_name: 'TypeScript (Octavo)', language: 'typescript', interrupt_mode: 'signal' },
      });
    }
  });

  test('answers what an editor asks through jupyter_client', () => {
    const script = join(import.meta.dirname, 'editor_requests.py');
    const { status, stdout, stderr } = spawnSync(peers?.python ?? '', [script, 'octavo'], {
      ...{ env, cwd: project, encoding: 'utf8', timeout: 120_000 },
    });
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      name: {
        matches: ['add'],
        metadata: { _jupyter_types_experimental: [{ type: 'function', documentation: 'Adds.' }] },
      },
      member: { matches: ['toUpperCase'], cursor_start: 4, cursor_end: 8 },
      middle: { matches: ['toString'], cursor_start: 4, cursor_end: 9 },
      inspect: { found: true, data: { 'text/plain': 'function add(first: number, second?: number): number\nAdds.' } },
      call: { found: true, data: { 'text/markdown': expect.stringContaining('Argument 2 of 2: `second?: number`') } },
      nothing: { status: 'ok', found: false },
      complete: { status: 'complete' },
      incomplete: { status: 'incomplete', indent: '  ' },
      history: { history: [[1, 1, expect.stringContaining('function add')]] },
    });
  });

  test('runs a notebook of kernelspec tslab through papermill, with nothing lost', () => {
    const cells = [
      "const a: number = 5;\nconsole.log('a is', a);\na",
      'for (let n = 0; n < 5000; n++) console.log(n)',
      'a * 2',
    ];
    const { status, stderr, notebook } = papermill(cells);
    expect(status, stderr).toBe(0);
    expect(notebook.cells.map(({ executionCount }) => executionCount)).toEqual([1, 2, 3]);
    expect(notebook.cells[0]?.outputs.map(({ output_type }) => output_type)).toEqual(['stream', 'execute_result']);
    expect(outputText(notebook, 1).trimEnd().split('\n')).toHaveLength(5000);
  });

  test('shows papermill a failing cell by name, message and traceback', () => {
    const { status, stderr, notebook } = papermill(['1', "throw new TypeError('of that kind')", '2']);
    expect(status).toBe(1);
    expect(stderr).toContain('TypeError');
    expect(stderr).toContain('of that kind');
    const failed = notebook.cells.flatMap(({ outputs }) => outputs).find(({ output_type }) => output_type === 'error');
    expect(failed).toMatchObject({ ename: 'TypeError', evalue: 'of that kind' });
  });

  test('process.exit(0) is a good end for papermill', () => {
    expect(papermill(['1', 'process.exit(0)', "throw new Error('never')"]).status).toBe(0);
  });

  test('an error of a cell that had ended does papermill no harm: the cells behind it run', () => {
    const { status, stderr, notebook } = papermill([
      "let go = false;\nconst wait = setInterval(() => { if (go) { clearInterval(wait); throw new Error('late') } }, 5);",
      'go = true; await new Promise((done) => setTimeout(done, 200)); 2',
      '3',
    ]);
    expect(status, stderr).toBe(0);
    const types = notebook.cells.map(({ outputs }) => outputs.map(({ output_type }) => output_type));
    expect(types).toEqual([[], ['execute_result'], ['execute_result']]);
  });

  test('runs a notebook through nbclient', () => {
    write('client.ipynb', ["console.log('from nbclient')"]);
    const { status, stderr } = run('jupyter', ['execute', 'client.ipynb', '--output=client-out.ipynb']);
    expect(status, stderr).toBe(0);
    expect(outputText(parseNotebook(readFileSync(join(project, 'client-out.ipynb'), 'utf8')), 0)).toBe(
      'from nbclient\n',
    );
  });

  test('asks jupyter_client on stdin, and speaks with it through comms', () => {
    const { stdout, stderr } = run('python', [join(import.meta.dirname, 'questions_and_comms.py')]);
    expect(stdout.trim().split('\n'), stderr).toEqual([
      ...["asked 'name? ' True", "ok  'Ada'", "asked 'age?' False", "asked 'again?' False", "ok  '12'"],
      ...['error StdinNotImplementedError', 'ok '],
      ...["['busy', 'idle']", "{'c1': {'target_name': 'echo'}}", '{}'],
      ...["echo {'data': {'a': 1}} [b'\\x00\\xff']", "['busy', 'comm_msg', 'idle']", "['busy', 'idle']", '{}'],
      "['busy', 'comm_close', 'idle']",
    ]);
  });

  test('tells papermill, which takes no questions, that nobody can answer', () => {
    const { status, stderr } = papermill(["await input('name? ')"]);
    expect(status).toBe(1);
    expect(stderr).toContain('StdinNotImplementedError');
    expect(stderr).toContain('as a parameter');
  });

  test('is interrupted and restarted by jupyter_client', () => {
    const script = `
import time, jupyter_client
manager, client = jupyter_client.manager.start_new_kernel(kernel_name="octavo")
client.execute("await 1; while (true) {}")
time.sleep(0.5)
manager.interrupt_kernel()
print(client.get_shell_msg(timeout=60)["content"]["ename"])
manager.restart_kernel(now=False)
client.wait_for_ready(timeout=60)
print(client.execute_interactive("1 + 1", timeout=60)["content"]["status"])
manager.shutdown_kernel(now=False)
print(manager.is_alive())
`;
    const { stdout, stderr } = run('python', ['-c', script]);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.trim())
        .at(0),
      stderr,
    ).toBe('KeyboardInterrupt');
    expect(stdout).toContain('ok\nFalse');
  });

  function run(program: string, args: string[]) {
    return spawnSync(join(peers?.bin ?? '', program), args, { cwd: project, env, encoding: 'utf8', timeout: 120_000 });
  }

  function write(name: string, sources: string[]): void {
    const metadata = { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } };
    const cells = sources.map((source) => codeCell(source));
    writeFileSync(join(project, name), formatNotebook(createNotebook({ cells, metadata })));
  }

  function papermill(sources: string[]): { status: number | null; stderr: string; notebook: Notebook } {
    write('in.ipynb', sources);
    const { status, stderr } = run('papermill', ['in.ipynb', 'out.ipynb', '--no-progress-bar']);
    return { status, stderr, notebook: parseNotebook(readFileSync(join(project, 'out.ipynb'), 'utf8')) };
  }

  function outputText(notebook: Notebook, index: number): string {
    const outputs = notebook.cells[index]?.outputs ?? [];
    return outputs.map((output) => (output.output_type === 'stream' ? [output.text].flat().join('') : '')).join('');
  }
});
