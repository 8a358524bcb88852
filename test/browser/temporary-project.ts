import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeCell, createNotebook, formatNotebook } from '../../lib/notebook/index.ts';
import { openStore } from '../../lib/track/index.ts';
import type { TrackingStore } from '../../lib/track/store/tracking-store.ts';

const clone = join(import.meta.dirname, '../..');

/** A project in a folder of its own, with a home and a store of its own, in which people and programs work. */
export interface TemporaryProject {
  root: string; // absolute
  storePath: string;
  env: Record<string, string>; // for everything that is started in it
  copyWorkflow: (name: string) => void; // of this clone, to the same path
  notebook: (path: string, sources: string[]) => void; // code cells with the ids cell0001, cell0002, …
  file: (path: string, content: string) => string; // returns its absolute path
  octavo: (...args: string[]) => Promise<string>; // returns what it printed; throws when it fails, unless the first word is `!`
  start: (...args: string[]) => ChildProcess;
  withStore: <Result>(work: (store: TrackingStore) => Result) => Result;
  remove: () => void;
}

export function temporaryProject(): TemporaryProject {
  const within = join(clone, 'local_data', 'browser-projects'); // below the clone, whose node_modules are found from there
  mkdirSync(within, { recursive: true });
  const folder = realpathSync(mkdtempSync(join(within, 'p-')));
  const root = join(folder, 'garden');
  const home = join(folder, 'home');
  for (const made of [root, home, join(root, 'node_modules')]) mkdirSync(made);
  writeFileSync(
    join(root, 'package.json'),
    '{ "name": "garden", "version": "1.0.0", "type": "module", "private": true }\n',
  );
  symlinkSync(clone, join(root, 'node_modules', 'octavo'), 'dir');
  symlinkSync(join(clone, '.venv'), join(root, '.venv'), 'dir'); // else a minute of installation
  const { MLFLOW_TRACKING_URI: _uri, MLFLOW_RUN_ID: _run, OCTAVO_TRACK: _track, ...inherited } = process.env;
  const env = { ...(inherited as Record<string, string>), HOME: home };
  const storePath = join(root, 'local_data', 'octavo.db');
  const start = (...args: string[]) =>
    spawn(process.execPath, [join(clone, 'bin/octavo.js'), ...args], { cwd: root, env });
  const file = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    return join(root, path);
  };
  return {
    root,
    storePath,
    env,
    copyWorkflow: (name) => cpSync(join(clone, 'workflows', name), join(root, 'workflows', name), { recursive: true }),
    notebook: (path, sources) => {
      const cells = sources.map((source, index) =>
        codeCell(source, { id: `cell${String(index + 1).padStart(4, '0')}` }),
      );
      file(path, formatNotebook(createNotebook({ cells })));
    },
    file,
    octavo: (...args) => {
      const mayFail = args[0] === '!';
      return finish(start(...(mayFail ? args.slice(1) : args)), mayFail);
    },
    start,
    withStore: (work) => {
      mkdirSync(dirname(storePath), { recursive: true });
      const store = openStore(storePath);
      try {
        return work(store);
      } finally {
        store.close();
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 20 }), // what was killed may write still
  };
}

function finish(child: ChildProcess, mayFail: boolean): Promise<string> {
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (printed += text));
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0 || mayFail) resolve(printed);
      else reject(new Error(`octavo ended with ${code}: ${said}${printed}`));
    });
  });
}
