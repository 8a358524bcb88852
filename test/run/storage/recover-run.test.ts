import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { nodeHost, processIdentity } from '../../../lib/host/index.ts';
import { codeCell, createNotebook, formatNotebook, parseNotebook } from '../../../lib/notebook/index.ts';
import type { JsonObject } from '../../../lib/notebook/json/index.ts';
import { formatCellLine, formatJournalHead, formatMessageLine } from '../../../lib/run/journal.ts';
import { runningCell, startMetadata } from '../../../lib/run/metadata.ts';
import { journalPath } from '../../../lib/run/storage/journal-file.ts';
import { recoverFolder, recoverRun } from '../../../lib/run/storage/recover-run.ts';
import { openRunJournal } from '../../../lib/run/storage/run-journal.ts';

const top = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-recover-')));
afterAll(() => rmSync(top, { recursive: true }));
const gone = spawnSync(process.execPath, ['-e', '']).pid;
const identity = processIdentity(process.pid).replace(/\d+$/, '1'); // of a process that began with the machine

let folder = '';
let output = '';
let warnings: string[] = [];
const warn = (message: string) => void warnings.push(message);
const host = { ...nodeHost, cwd: () => folder };
beforeEach(() => {
  folder = mkdtempSync(join(top, 'case-'));
  output = join(folder, 'out.ipynb');
  warnings = [];
});

const startedAt = new Date('2026-11-21T10:00:00Z');
const facts = { input: 'a.ipynb', output: 'out.ipynb', parameters: {}, startedAt, kernel: 'octavo', version: '0' };
const opening = startMetadata(createNotebook({ cells: [codeCell('train();', { id: 'b2c4d6e8' })] }), facts);
const dead = {
  host: hostname(),
  pid: gone,
  process: identity,
  inode: '',
  before: null as string | null,
  keptStreamBytes: null,
};
const lines = [
  formatCellLine(0, runningCell(opening.cells[0] as never, startedAt)),
  formatMessageLine(0, { type: 'stream', content: { name: 'stdout', text: 'epoch 1\n' } }),
];

function lay(owner: Partial<typeof dead> = {}, more: (string | undefined)[] = lines, end = '\n'): void {
  writeFileSync(journalPath(output), '');
  const inode = String(statSync(journalPath(output), { bigint: true }).ino);
  writeFileSync(
    journalPath(output),
    [formatJournalHead(opening, { ...dead, inode, ...owner }), ...more].join('\n') + end,
  );
}

const recover = () => recoverRun('out.ipynb', warn, host);
const status = () => (parseNotebook(readFileSync(output, 'utf8')).metadata.octavo as JsonObject).status;

test('recoverRun() completes the notebook, and leaves nothing beside it', async () => {
  writeFileSync(output, formatNotebook(opening));
  lay();
  for (const name of ['.out.ipynb.0123456789ab.tmp', '.out.ipynb.journal.new']) writeFileSync(join(folder, name), '{');
  writeFileSync(join(folder, '.other.ipynb.0123456789ab.tmp'), 'of somebody else');
  expect(await recover()).toMatchObject({ kind: 'recovered' });
  expect(status()).toBe('lost');
  expect(readFileSync(output, 'utf8')).toContain('epoch 1');
  expect(readdirSync(folder).sort()).toEqual(['.other.ipynb.0123456789ab.tmp', 'out.ipynb']);
  expect(warnings).toEqual([expect.stringMatching(/^out\.ipynb: its runner was killed/)]);
  expect(await recover()).toEqual({ kind: 'none' });
  lay();
  renameSync(journalPath(output), `${journalPath(output)}.new`); // killed before it had its name
  expect(await recover()).toEqual({ kind: 'none' });
  expect(readdirSync(folder)).not.toContain('.out.ipynb.journal.new');
});

test('recoverRun() says nothing when another command has done all of it meanwhile', async () => {
  writeFileSync(output, formatNotebook(opening));
  lay();
  const writeAtomically: typeof host.files.writeAtomically = async (...write) => {
    expect(await recover()).toMatchObject({ kind: 'recovered' });
    await host.files.writeAtomically(...write);
  };
  const late = { ...host, files: { ...host.files, writeAtomically } };
  expect(await recoverRun('out.ipynb', warn, late)).toEqual({ kind: 'none' });
  expect(status()).toBe('lost');
  expect(readdirSync(folder)).toEqual(['out.ipynb']);
  expect(warnings).toEqual([expect.stringMatching(/^out\.ipynb: its runner was killed/)]);
});

test('recoverRun() makes the notebook when the runner did not come to write it, or somebody removed it', async () => {
  lay({}, [...lines, '{"cell": 0, "type": "stream", "conte'], '');
  expect(await recover()).toMatchObject({ kind: 'recovered' });
  expect(status()).toBe('lost');
});

test.each([
  ['a finished run', { octavo: { status: 'completed' } }],
  ['another run', { papermill: { start_time: '2026-11-21T10:00:01.000000+00:00' }, octavo: { status: 'running' } }],
  ['no run at all', {}],
])('recoverRun() never writes over the notebook of %s', async (_, metadata) => {
  const theirs = formatNotebook({
    ...opening,
    metadata: { ...opening.metadata, papermill: {}, octavo: {}, ...metadata } as never,
  });
  writeFileSync(output, theirs);
  lay();
  expect(await recover()).toEqual({ kind: 'newer' });
  expect(readFileSync(output, 'utf8')).toBe(theirs);
  expect(readdirSync(folder)).toEqual(['out.ipynb']);
});

test('recoverRun() keeps what somebody edited while the run was on, and puts what the run had done beside it', async () => {
  const cells = [...opening.cells, codeCell('mine();', { id: 'c3d5e7f9' })];
  const theirs = formatNotebook({ ...opening, cells }); // an editor keeps the metadata: it still says running
  writeFileSync(output, theirs);
  lay();
  expect(await recover()).toEqual({ kind: 'newer' });
  expect(readFileSync(output, 'utf8')).toBe(theirs);
  const [beside = '', ...more] = readdirSync(folder).filter((name) => name !== 'out.ipynb');
  expect([beside, more]).toEqual([expect.stringMatching(/^out\.octavo-.*\.ipynb$/), []]);
  expect(readFileSync(join(folder, beside), 'utf8')).toContain('epoch 1');
  expect(warnings).toEqual([expect.stringContaining('was edited while its run was on, and stays')]);
});

test('recoverRun() writes over what was there before a run that saves at its end only', async () => {
  writeFileSync(output, 'of yesterday');
  lay({ before: createHash('sha256').update('of yesterday').digest('hex') });
  expect(await recover()).toMatchObject({ kind: 'recovered' });
  expect(status()).toBe('lost');
});

test('recoverRun() leaves the journal of a run that goes on, here or on another machine', async () => {
  lay({ pid: process.pid, process: processIdentity(process.pid) });
  expect(await recover()).toEqual({ kind: 'running', pid: process.pid });
  lay({ host: 'another-machine' });
  expect(await recover()).toEqual({ kind: 'elsewhere' });
  lay({ process: identity.replace(/\/\d+\//, '/7/') });
  expect((await recover()).kind).toBe(process.platform === 'linux' ? 'elsewhere' : 'running');
  expect([existsSync(journalPath(output)), existsSync(output), warnings]).toEqual([true, false, []]);
});

const victim = () => join(top, 'victim.ipynb');

test.each<[string, () => void, RegExp]>([
  ['of another version', () => writeFileSync(journalPath(output), '{"octavo":"journal","version":2}\n'), /version 2/],
  ['that is no journal', () => writeFileSync(journalPath(output), 'hello\n'), /no journal/],
  ['that is empty', () => writeFileSync(journalPath(output), ''), /no journal/],
  ['that is a folder', () => mkdirSync(journalPath(output)), /no file/],
  [
    'that is a link',
    () => {
      lay();
      writeFileSync(join(folder, 'real'), readFileSync(journalPath(output)));
      rmSync(journalPath(output));
      symlinkSync(join(folder, 'real'), journalPath(output));
    },
    /no file/,
  ],
  [
    'whose notebook is none',
    () => {
      lay();
      const head = JSON.parse(readFileSync(journalPath(output), 'utf8').split('\n')[0] ?? '');
      writeFileSync(journalPath(output), `${JSON.stringify({ ...head, notebook: '{' })}\n`);
    },
    /cut short/,
  ],
  ['that is a copy', () => lay({ inode: '7' }), /copy/],
  ['where no notebook is', () => writeFileSync(output, 'my notes'), /JSON/],
  ['where a folder is', () => void mkdirSync(output), /folder/],
])('recoverRun() leaves a journal %s alone, with one line', async (what, make, reason) => {
  lay();
  if (!/^where/.test(what)) rmSync(journalPath(output));
  make();
  const before = existsSync(output) && !/folder/.test(String(reason)) ? readFileSync(output, 'utf8') : undefined;
  const isTorn = /that is (no journal|empty)/.test(what);
  expect(await recover()).toEqual(isTorn ? { kind: 'torn', path: journalPath(output) } : { kind: 'unusable' });
  expect(warnings).toEqual([expect.stringMatching(/^\.out\.ipynb\.journal is left alone: /)]);
  expect(warnings[0]?.endsWith(' (rm .out.ipynb.journal removes it)')).toBe(isTorn);
  expect(warnings[0]).toMatch(reason);
  if (before !== undefined) expect(readFileSync(output, 'utf8')).toBe(before);
  expect(existsSync(journalPath(output))).toBe(true);
});

test('openRunJournal() moves a torn journal out of the way, tells it once, and the run has a journal of its own', async () => {
  const torn = '{"octavo":"journal","version":1,"note';
  writeFileSync(journalPath(output), torn);
  const options = { opening, isWrittenOnce: false, keptStreamBytes: undefined, restate: () => [], warn };
  const journal = await openRunJournal(output, options, host);
  expect(JSON.parse(readFileSync(journalPath(output), 'utf8'))).toMatchObject({ octavo: 'journal', pid: process.pid });
  journal.end(true);
  const [aside = '', ...others] = readdirSync(folder);
  expect([aside, others]).toEqual([expect.stringMatching(/^out\.ipynb\.octavo-.*\.journal$/), []]);
  expect(readFileSync(join(folder, aside), 'utf8')).toBe(torn);
  expect(warnings).toEqual([
    `.out.ipynb.journal is now ${aside}: its first line is torn, or it is no journal of a run (rm ${aside} removes it)`,
  ]);
});

test('recoverRun() writes nothing through a link that a repository brings', async () => {
  lay();
  symlinkSync(victim(), output); // to nothing yet
  await recover();
  expect(existsSync(victim())).toBe(false);
  writeFileSync(victim(), 'precious');
  await recover();
  expect(readFileSync(victim(), 'utf8')).toBe('precious');
});

test('recoverRun() takes from a made-up journal only what a notebook may hold', async () => {
  const wild = ['__proto__', 'constructor'].map(
    (key) => `{"cell": 0, "count": 1, "metadata": {"${key}": {"status": 1}}}`,
  );
  const deep = `{"cell": 0, "type": "display_data", "content": {"data": ${'['.repeat(9000)}${']'.repeat(9000)}}}`;
  lay({}, [...wild, ...lines, deep]);
  await recover();
  expect(({} as JsonObject).status).toBeUndefined();
  if (existsSync(output)) expect(status()).toBe('lost');
});

test('recoverFolder() looks at every journal of a folder', async () => {
  lay();
  writeFileSync(join(folder, '.notes.journal'), 'of somebody else');
  await recoverFolder(folder, warn, host);
  expect(readdirSync(folder).sort()).toEqual(['.notes.journal', 'out.ipynb']);
});
