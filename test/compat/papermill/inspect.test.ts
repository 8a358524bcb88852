import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inspectNotebook } from '../../../lib/run/index.ts';
import { peers } from '../peers.ts';
import { pythonCell, pythonNotebook } from './side-by-side.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-inspect-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sources = {
  simple: 'msg = None\na = 1.5 # Variable a\nb = "x"  # type: str Text\n',
  annotated:
    'a: float = 2.25  # Variable a\nb: "List[str]" = [  # a list\n    "Hello",  # first\n    "World"\n]  # type: List[str] Nice list\nc: int=3',
  odd: 'x == 2\ny = 1 = 2\nz=5;w=6\nif True:\n  q = 1\nd = dict(a=1)\nname_é = 3 # é\n\t# only\nlast = f"{a}" # no#hash',
  nothing: '# nothing here\n',
};

describe.skipIf(!peers)('inspectNotebook() and papermill find the same Python parameters', () => {
  test.each(Object.entries(sources))('%s', async (name, source) => {
    const path = join(folder, `${name}.ipynb`);
    writeFileSync(path, pythonNotebook([pythonCell(source, ['parameters'])]));
    const program = 'import json, sys, papermill; print(json.dumps(papermill.inspect_notebook(sys.argv[1])))';
    const theirs = JSON.parse(execFileSync(peers?.python as string, ['-c', program, path], { encoding: 'utf8' }));
    const ours = (await inspectNotebook(path)).map((parameter) => ({
      name: parameter.name,
      inferred_type_name: parameter.typeText ?? 'None',
      default: parameter.defaultText,
      help: parameter.help,
    }));
    expect(Object.fromEntries(ours.map((parameter) => [parameter.name, parameter]))).toEqual(theirs);
  });
});
