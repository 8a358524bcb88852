import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import type { DeviationName } from './deviations.ts';
import { normalised } from './normalise.ts';
import { type Finished, peerEnvironment, runPapermill, withFreePorts } from './papermill-process.ts';
import { type Loose, pythonCell, pythonNotebook, readJson, removeFolders, workFolder } from './side-by-side.ts';

// `octavo papermill ARGS` and `papermill ARGS`: logs, files of streams, pipes, help, precedence, usage.

const program = join(import.meta.dirname, '../../../bin/octavo.js');
const deviation = (line: DeviationName) => line;

interface Sides {
  papermill: Finished & { folder: string };
  octavo: Finished & { folder: string };
}

/** The same words for both, each in a folder of its own with the same files. */
async function both(name: string, files: Record<string, string>, args: string[]): Promise<Sides> {
  const [theirs, ours] = ['papermill', 'octavo'].map((side) => workFolder(join(name, side, 'work'), files)) as [
    string,
    string,
  ];
  const [papermill, octavo] = await Promise.all([
    runPapermill(args, theirs, dirname(theirs)),
    shell(`"$@"`, ours, [process.execPath, program, 'papermill', ...args]),
  ]);
  return { papermill: { ...papermill, folder: theirs }, octavo: { ...octavo, folder: ours } };
}

async function shell(script: string, folder: string, words: string[]): Promise<Finished> {
  const env = { ...peerEnvironment(), OCTAVO_TRACK: 'off' };
  const run = () =>
    new Promise<Finished>((resolve) => {
      execFile('bash', ['-c', script, 'bash', ...words], { cwd: folder, env }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      });
    });
  return await withFreePorts(run);
}

/** What a log says, without empty lines, what the kernel says of itself, and Python's warnings. */
function logLines(stderr: string): string[] {
  return stderr.split('\n').filter((line) => !/^$|IPKernelApp|UserWarning|warnings\.warn/.test(line));
}

const file = (side: { folder: string }, path: string) => readFileSync(join(side.folder, path), 'utf8');

const talking = pythonNotebook([
  { cell_type: 'markdown', metadata: {}, source: '# Title' },
  pythonCell('a = 1', ['parameters']),
  pythonCell(''),
  pythonCell('print("out", a)'),
  pythonCell('import sys\nprint("err", file=sys.stderr, flush=True)'),
  pythonCell('a'),
]);
const quiet = pythonNotebook([pythonCell('a = 1 # the first', ['parameters']), pythonCell('a')]);

describe.skipIf(!peers)('octavo papermill does what papermill does', () => {
  afterAll(removeFolders);

  test('--log-output says the same, and the files of the streams hold them', async () => {
    const args = ['in.ipynb', 'out.ipynb', '--log-output', '--stdout-file', 'so.txt', '--stderr-file', 'se.txt'];
    const { papermill, octavo } = await both('log', { 'in.ipynb': talking, 'so.txt': 'old' }, [...args, '--cwd', '.']);
    expect(logLines(octavo.stderr)).toEqual(logLines(papermill.stderr));
    expect(octavo.stderr).toContain(`Executing Cell 4${'-'.repeat(39)}\nout 1\nEnding Cell 4${'-'.repeat(42)}\n`);
    for (const path of ['so.txt', 'se.txt']) expect(file(octavo, path)).toBe(file(papermill, path));
    expect([file(octavo, 'so.txt'), file(octavo, 'se.txt')]).toEqual(['out 1\n', 'err\n']);
  });

  test.each(['WARNING', 'ERROR'])('--log-level %s', async (level) => {
    const args = ['in.ipynb', 'out.ipynb', '-p', 'nope', '1', '--log-output', '--log-level', level];
    const { papermill, octavo } = await both(`level-${level}`, { 'in.ipynb': talking }, args);
    expect(logLines(octavo.stderr)).toEqual(logLines(papermill.stderr));
    expect(octavo.stderr.includes('Passed unknown parameter: nope')).toBe(level === 'WARNING');
  });

  test('precedence, and the spellings of options', async () => {
    const base64 = Buffer.from('a: b\nb: b\nc: b\nd: b\ne: b\nPAPERMILL_INPUT_PATH: mine').toString('base64');
    const given = ['-ra', 'r', '-pb', '2', '-pa', '1', '--parameters_raw=f', '3', '-y{c: 1, b: 0, a: 0}'];
    const more = ['--parameters_file=p.yaml', `-b${base64}`, '--inject-paths', '-p', 'b', '3'];
    const options = ['--start_timeout', '50', '--prepare-execute', '--prepare-only', '--no-report-mode', '-lpython'];
    const args = ['in.ipynb', 'out.ipynb', ...given, ...more, ...options];
    const { papermill, octavo } = await both('spelling', { 'in.ipynb': quiet, 'p.yaml': 'd: f\nc: f\na: f' }, args);
    expect([octavo.code, papermill.code], octavo.stderr + papermill.stderr).toEqual([0, 0]);
    const [theirs, ours] = [papermill, octavo].map((side) => normalised(readJson(join(side.folder, 'out.ipynb'))));
    expect(ours).toEqual(theirs);
    expect(ours.metadata.papermill.parameters).toMatchObject({ a: 'r', b: 3, c: 1, d: 'f', e: 'b', f: '3' });
  });

  const pipes: [name: string, script: string, output: string][] = [
    ['both named', 'cat in.ipynb | "$@" - - -p a 2 > out.ipynb', 'out.ipynb'],
    ['neither named', 'cat in.ipynb | "$@" -p a 2 > out.ipynb', 'out.ipynb'],
    ['one name is the output', 'cat in.ipynb | "$@" other.ipynb -p a 2 --no-progress-bar', 'other.ipynb'],
    ['no output named', '"$@" in.ipynb -p a 2 < /dev/null > out.ipynb', 'out.ipynb'],
  ];
  test.each(pipes)('pipes: %s', async (name, script, output) => {
    const run = async (side: string, words: string[]) => {
      const folder = workFolder(join('pipes', name, side), { 'in.ipynb': quiet });
      return { ...(await shell(script, folder, words)), notebook: readJson(join(folder, output)) };
    };
    const [papermill, octavo] = await Promise.all([
      run('papermill', [join(peers?.bin ?? '', 'papermill')]),
      run('octavo', [process.execPath, program, 'papermill']),
    ]);
    expect([octavo.code, octavo.stdout], octavo.stderr).toEqual([papermill.code, papermill.stdout]);
    expect(normalised(octavo.notebook)).toEqual(normalised(papermill.notebook));
    expect(logLines(octavo.stderr)).toEqual(logLines(papermill.stderr));
  });

  const helped: [name: string, notebook: string][] = [
    [
      'parameters',
      pythonNotebook([pythonCell('a: int = 1 # the first\nlong_name_of_it = "x" * 3 # second\nb = 2', ['parameters'])]),
    ],
    ['no tagged cell', pythonNotebook([pythonCell('a = 1')])],
    ['nothing to infer', pythonNotebook([pythonCell('# nothing', ['parameters'])])],
  ];
  test.each(helped)('--help-notebook: %s', async (name, notebook) => {
    const args = ['in-{x}.ipynb', '--help-notebook', '-p', 'x', '1'];
    const { papermill, octavo } = await both(`help-${name}`, { 'in-1.ipynb': notebook }, args);
    const named = (text: string) =>
      text.replaceAll('in-{x}.ipynb', 'in-1.ipynb').replace('octavo papermill', 'papermill');
    expect([octavo.code, named(octavo.stdout)], octavo.stderr).toEqual([papermill.code, named(papermill.stdout)]);
  });

  const usages: [name: string, args: string[]][] = [
    ['no notebook', []],
    ['a third path', ['in.ipynb', 'out.ipynb', 'more.ipynb']],
    ['an unknown level', ['in.ipynb', 'out.ipynb', '--log-level', 'LOUD']],
    ['an unknown option', ['in.ipynb', 'out.ipynb', '--kernal', 'x']],
    ['half a parameter', ['in.ipynb', 'out.ipynb', '-p', 'a']],
    ['a folder for the stream that does not exist', ['in.ipynb', 'out.ipynb', '--stdout-file', 'no/so.txt']],
    ['the version', ['--version']],
  ];
  test.each(usages)('the command line: %s', async (name, args) => {
    const { papermill, octavo } = await both(`usage-${name}`, { 'in.ipynb': talking }, args);
    const refused = name.startsWith('a folder'); // papermill finds out when it runs, and then writes a notebook
    expect(octavo.code, octavo.stderr).toBe(papermill.code);
    expect(octavo.stdout.split(' from ')[0]).toBe(papermill.stdout.split(' from ')[0]);
    expect(existsSync(join(octavo.folder, 'out.ipynb'))).toBe(false);
    expect(octavo.stderr).not.toContain('bug');
    if (refused) expect(octavo.stderr).toContain('mkdir -p no');
  });
});

describe.skipIf(!peers)('octavo papermill differs on purpose', () => {
  afterAll(removeFolders);

  test(deviation('a value that leads a path out of its folder'), async () => {
    const args = ['in.ipynb', '{where}/out.ipynb', '-p', 'where', '..', '--prepare-only'];
    const { papermill, octavo } = await both('escape', { 'in.ipynb': quiet }, args);
    expect([papermill.code, existsSync(join(papermill.folder, '../out.ipynb'))]).toEqual([0, true]);
    expect([octavo.code, existsSync(join(octavo.folder, '../out.ipynb'))]).toEqual([1, false]);
    expect(octavo.stderr).toContain('leads out of the current folder');
  });

  test(deviation('`--stdout-file` and `--stderr-file` when nothing is printed'), async () => {
    const args = ['in.ipynb', 'out.ipynb', '--stdout-file', 'so.txt'];
    const { papermill, octavo } = await both('silent', { 'in.ipynb': quiet, 'so.txt': 'old' }, args);
    expect([file(papermill, 'so.txt'), file(octavo, 'so.txt')]).toEqual(['old', '']);
  });

  test(deviation('an unknown engine'), async () => {
    const args = ['in.ipynb', 'out.ipynb', '--engine', 'zzz', '-p', 'a', '1'];
    const { papermill, octavo } = await both('engine', { 'in.ipynb': quiet }, args);
    expect([papermill.code, octavo.code]).toEqual([1, 1]); // the alias keeps papermill's
    for (const side of [papermill, octavo]) expect(side.stderr).toContain("No engine named 'zzz' found");
    const strict = await shell('"$@"', octavo.folder, [process.execPath, program, 'run', ...args]);
    expect(strict.code).toBe(2);
  });

  test("a notebook of TypeScript by papermill's rules: unknown names and other types are taken", async () => {
    const kernelspec = { display_name: 'TypeScript', language: 'typescript', name: 'tslab' };
    const cells = [
      pythonCell('const rate: number = 1;\nlet name = "x";', ['parameters']),
      pythonCell('[rate, name, nope]'),
    ];
    const notebook = (tagged: boolean): Loose => ({
      cells: cells.map((cell, at) => ({ id: `cell-${at}`, ...cell, ...(tagged ? {} : { metadata: {} }) })),
      ...{ metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 },
    });
    const folder = workFolder('typescript', { 'in.ipynb': JSON.stringify(notebook(true)) });
    const run = (args: string[]) => shell('"$@"', folder, [process.execPath, program, 'papermill', ...args]);
    const given = ['-p', 'rate', 'fast', '-p', 'name', 'true', '-p', 'nope', '1e3', '--no-progress-bar'];
    const done = await run(['in.ipynb', 'out.ipynb', ...given]);
    expect(done.code, done.stderr).toBe(0);
    expect(done.stderr).toContain('Passed unknown parameter: nope\n');
    const { cells: executed } = readJson(join(folder, 'out.ipynb'));
    const source = '// Parameters\nconst rate = "fast";\nlet name: string = "true";\nconst nope = 1000;\n';
    expect([executed[1].source].flat().join('')).toBe(source);
    expect(executed[2].outputs[0].data['text/plain'].join('')).toContain("'fast', 'true', 1000");
    writeFileSync(join(folder, 'none.ipynb'), JSON.stringify(notebook(false)));
    const none = await run(['none.ipynb', 'top.ipynb', '-p', 'nope', '1', '--prepare-only']);
    expect(none.stderr).toContain("Input notebook does not contain a cell with tag 'parameters'");
    expect([readJson(join(folder, 'top.ipynb')).cells[0].source].flat().join('')).toBe(
      '// Parameters\nconst nope = 1;\n',
    );
  });
});
