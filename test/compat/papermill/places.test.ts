import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import type { DeviationName } from './deviations.ts';
import { fixture, pythonCell, pythonNotebook, removeFolders, runBoth, type Side } from './side-by-side.ts';

// Notebooks on a server, and an output that somebody else writes: deviations that are not inside the executed notebook.

const deviation = (line: DeviationName) => line;
const written: string[] = []; // the addresses of all PUTs

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    if (request.method === 'PUT') written.push(request.url as string);
    const isMissing = request.url?.startsWith('/missing') === true;
    response.writeHead(isMissing ? 404 : 200, { 'content-type': 'application/json' }).end(fixture('where'));
  });
});

describe.skipIf(!peers)('where notebooks are read and written', () => {
  let address = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    removeFolders();
  });

  test(deviation('a GET that is not answered with 200, half a file, an HTML page'), async () => {
    const { papermill, octavo } = await runBoth('missing', {}, [`${address}/missing.ipynb`, 'out.ipynb']);
    expect([papermill.code, octavo.code]).toEqual([0, 1]);
    expect(papermill.notebook.cells).toHaveLength(2);
    expect(octavo.notebook).toBeUndefined();
    expect(octavo.stderr).toContain('404');
  });

  test(deviation('S3, http: saves on the way'), async () => {
    const cells = Array.from({ length: 5 }, (_, number) => pythonCell(`print(${number})`));
    const files = { 'in.ipynb': pythonNotebook(cells) };
    // Each side has its own address: the last part of its folder differs, and nothing else that an argument can name.
    const { papermill, octavo } = await runBoth('put', files, ['in.ipynb', `${address}/put{folder}`], 'none');
    const count = (side: Side) => written.filter((url) => url === `/put${side.folder}`).length;
    expect([papermill.code, octavo.code], octavo.stderr).toEqual([0, 0]);
    expect(count(papermill)).toBeGreaterThan(cells.length);
    expect(count(octavo)).toBeGreaterThan(0);
    expect(count(octavo)).toBeLessThan(cells.length);
  });

  const others =
    'the output is a file that is no notebook (`package.json`), or another notebook that no run has written (`octavo run *.ipynb`)';
  test(deviation(others), async () => {
    const written = pythonNotebook([pythonCell('mine = 2')]);
    const files = {
      'in.ipynb': pythonNotebook([pythonCell('1')]),
      'package.json': '{"name": "mine"}',
      'mine.ipynb': written,
    };
    for (const [name, words] of [
      ['package.json', 'is a file that is no notebook'],
      ['mine.ipynb', 'is another notebook, which no run has written'],
    ] as const) {
      const { papermill, octavo } = await runBoth(`other-${name}`, files, ['in.ipynb', name]);
      expect([papermill.code, octavo.code]).toEqual([0, 1]);
      expect(papermill.notebook.cells[0].source).toContain('1');
      expect(octavo.stderr).toContain(words);
      expect(readFileSync(join(octavo.folder, name), 'utf8')).toBe(files[name]);
    }
  });

  test(deviation('the output changed by another program while the run is on'), async () => {
    const cell = pythonCell('with open("out.ipynb", "w") as file:\n    file.write("somebody else was here")');
    const files = { 'in.ipynb': pythonNotebook([cell, pythonCell('1')]) };
    const { papermill, octavo } = await runBoth('changed', files, ['in.ipynb', 'out.ipynb']);
    expect([papermill.code, octavo.code]).toEqual([0, 1]);
    expect(papermill.notebook.cells).toHaveLength(2);
    expect(readFileSync(join(octavo.folder, 'out.ipynb'), 'utf8')).toBe('somebody else was here');
    expect(readdirSync(octavo.folder).filter((name) => name.endsWith('.ipynb'))).toHaveLength(3);
  });
});
