import { cp, lstat, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { type Printed, takeStep } from './step.ts';

/** Text by path. */
export type Files = Record<string, string>;

/** Runs a case in a new folder and returns what came out: the transcript and the files that are new or changed. */
export async function runCase(folder: string, verb: string): Promise<Files> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'octavo-case-')));
  const project = join(scratch, 'project');
  const home = process.cwd();
  try {
    await mkdir(project);
    await cp(join(folder, 'in'), project, { recursive: true });
    process.chdir(project);
    const steps = await readFile(join(folder, 'command'), 'utf8').catch(() => `octavo ${verb}\n`);
    const before = await filesBelow(project);
    const transcript = await takeSteps(steps, project);
    const after = await filesBelow(project);
    const changed = Object.entries(after).filter(([path, text]) => before[path] !== text);
    const gone = Object.keys(before).filter((path) => after[path] === undefined);
    const lines = [...transcript, ...gone.map((path) => `removed: ${path}`), ''];
    return { ...Object.fromEntries(changed), 'transcript.txt': steady(lines.join('\n'), scratch) };
  } finally {
    process.chdir(home);
    await rm(scratch, { recursive: true, force: true });
  }
}

async function takeSteps(text: string, project: string): Promise<string[]> {
  const lines: string[] = [];
  let files: Files = {}; // before the last step
  for (const step of text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))) {
    lines.push(`$ ${step}`);
    if (step === 'unchanged') {
      const now = await filesBelow(project);
      const changed = [...new Set([...Object.keys(files), ...Object.keys(now)])].filter(
        (path) => files[path] !== now[path],
      );
      if (changed.length > 0) lines.push(`changed: ${changed.join(' ')}`);
      continue;
    }
    files = await filesBelow(project);
    const printed = await takeStep(step);
    if (printed) lines.push(...shown(printed));
  }
  return lines;
}

function shown({ code, out, err }: Printed): string[] {
  const lines = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
  return [...lines(out), ...lines(err).map((line) => `2| ${line}`), ...(code === 0 ? [] : [`exit ${code}`])];
}

/** Times, ids of new cells and the temporary folder are others every time. */
function steady(text: string, scratch: string): string {
  return text
    .replaceAll(scratch, 'FOLDER')
    .replace(/\bcell [0-9a-f]{8}: new\b/g, 'cell ID: new')
    .replace(/\b\d+(?:\.\d+)? (?:s|ms)\b/g, 'N s');
}

/** The files below a folder, but for what tools keep for themselves. */
export async function filesBelow(root: string, at = root): Promise<Files> {
  const files: Files = {};
  for (const name of (await readdir(at).catch(() => [])).filter(
    (one) => !/^(?:\.git|\.octavo|node_modules)$/.test(one),
  )) {
    const path = join(at, name);
    const found = await lstat(path);
    if (found.isSymbolicLink()) files[relative(root, path)] = `link to ${await readlink(path)}`;
    else if (found.isDirectory()) Object.assign(files, await filesBelow(root, path));
    else files[relative(root, path)] = await readFile(path, 'utf8');
  }
  return files;
}

export async function writeFiles(root: string, files: Files): Promise<void> {
  await rm(root, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
