import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// Every command, and what a run starts ahead, waits for these modules.

const main = join(import.meta.dirname, '../../lib/cli/main.ts');

/** What Node has loaded when the command line can be read: its own modules, and files. */
function loadedBy(module: string): string[] {
  const program = [
    "import { registerHooks } from 'node:module';",
    'const files = [];',
    'registerHooks({ load: (url, context, next) => (files.push(url), next(url, context)) });',
    `await import(${JSON.stringify(module)});`,
    'console.log(JSON.stringify([...process.moduleLoadList, ...files]));',
  ].join('\n');
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }));
}

test('what reads the command line loads neither node:crypto nor what finds near words', () => {
  const loaded = loadedBy(main);
  expect(loaded).toContain('NativeModule path');
  expect(loaded).toContainEqual(expect.stringMatching(/lib\/errors\/suggest\.ts$/));
  expect(loaded.filter((name) => /NativeModule crypto$|node_modules/.test(name))).toEqual([]);
});
