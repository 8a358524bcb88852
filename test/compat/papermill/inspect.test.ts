import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectNotebook } from '../../../lib/run/index.ts';
import { peers } from '../peers.ts';
import { fixture, pythonCell, pythonNotebook } from './side-by-side.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-inspect-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sources = {
  simple: 'msg = None\na = 1.5 # Variable a\nb = "x"  # type: str Text\n',
  annotated:
    'a: float = 2.25  # Variable a\nb: "List[str]" = [  # a list\n    "Hello",  # first\n    "World"\n]  # type: List[str] Nice list\nc: int=3',
  odd: 'x == 2\ny = 1 = 2\nz=5;w=6\nif True:\n  q = 1\nd = dict(a=1)\nname_é = 3 # é\n\t# only\nlast = f"{a}" # no#hash',
  nothing: '# nothing here\n',
};

const notebooks = {
  ...Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [name, pythonNotebook([pythonCell(source, ['parameters'])])]),
  ),
  'annotated, with lines that are not read': fixture('annotated-parameters'),
  'a language that is not read': fixture('language-without-inspection'),
  'no parameters cell': fixture('no-parameters-cell'),
};
const program = 'import json, sys, papermill; print(json.dumps([papermill.inspect_notebook(p) for p in sys.argv[1:]]))';

describe.skipIf(!peers)('inspectNotebook() and papermill find the same Python parameters', () => {
  let theirs: unknown[];
  const pathOf = (name: string) => join(folder, `${name}.ipynb`);
  beforeAll(() => {
    for (const [name, text] of Object.entries(notebooks)) writeFileSync(pathOf(name), text);
    const args = ['-c', program, ...Object.keys(notebooks).map(pathOf)];
    theirs = JSON.parse(execFileSync(peers?.python as string, args, { encoding: 'utf8', stdio: 'pipe' }));
  });

  test.each(Object.keys(notebooks).map((name, index) => ({ name, index })))('$name', async ({ name, index }) => {
    const ours = (await inspectNotebook(pathOf(name))).map((parameter) => ({
      name: parameter.name,
      inferred_type_name: parameter.typeText ?? 'None',
      default: parameter.defaultText,
      help: parameter.help,
    }));
    expect(Object.fromEntries(ours.map((parameter) => [parameter.name, parameter]))).toEqual(theirs[index]);
  });
});
