import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { publishManifest } from '../../lib/project/index.ts';

const clone = mkdtempSync(join(tmpdir(), 'octavo-manifest-'));
const manifest = '{ "name": "octavo",   "exports": { "./run": "./lib/run/index.ts" } }\n';
const readManifest = () => readFileSync(join(clone, 'package.json'), 'utf8');

afterAll(() => rmSync(clone, { recursive: true, force: true }));

test('restoreClone(), which Node 20 runs before the set-up, takes back what a killed packing left aside', async () => {
  mkdirSync(join(clone, 'scripts'));
  cpSync(join(import.meta.dirname, '..', '..', 'scripts', 'manifest.js'), join(clone, 'scripts', 'manifest.js'));
  writeFileSync(join(clone, 'package.json'), manifest);
  const { restoreClone }: { restoreClone: () => void } = await import(`${clone}/scripts/manifest.js`);
  await publishManifest(clone);
  expect(readManifest()).toContain('./dist/run/index.js');
  restoreClone();
  expect(readManifest()).toBe(manifest);
  expect(existsSync(join(clone, '.octavo', 'package.published.json'))).toBe(false);
  restoreClone();
  expect(readManifest()).toBe(manifest);
});
