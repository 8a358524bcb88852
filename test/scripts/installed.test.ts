import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'installed.js');
const { isInstalled }: { isInstalled: (root: string) => boolean } = await import(script);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'octavo-install-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

type Entry = Record<string, unknown>;
const here = { version: '1.0.0', integrity: 'sha512-a' };
const elsewhere = { ...here, optional: true, os: [process.platform === 'win32' ? 'linux' : 'win32'] };

function write(file: string, value: unknown): void {
  mkdirSync(join(root, file, '..'), { recursive: true });
  writeFileSync(join(root, file), JSON.stringify(value));
}

/** A clone that wants `locked` and in which npm installed `held`. */
function makeClone(locked: Record<string, Entry>, held: Record<string, Entry>, dependencies: Entry = { a: '1.0.0' }) {
  write('package.json', { dependencies });
  write('package-lock.json', { packages: { '': { dependencies: { a: '1.0.0' } }, ...locked } });
  write('node_modules/.package-lock.json', { packages: held });
  for (const path of Object.keys(held)) write(`${path}/package.json`, {});
}

test('isInstalled() finds nothing missing, and does not want the packages of other platforms', () => {
  makeClone({ 'node_modules/a': here, 'node_modules/b': elsewhere }, { 'node_modules/a': here });
  expect(isInstalled(root)).toBe(true);
});

test('isInstalled() misses a package, another version, another content, and a folder that was removed', () => {
  expect(isInstalled(root)).toBe(false); // an empty folder
  makeClone({ 'node_modules/a': here }, {});
  expect(isInstalled(root)).toBe(false);
  makeClone({ 'node_modules/a': here }, { 'node_modules/a': { ...here, version: '0.9.0' } });
  expect(isInstalled(root)).toBe(false);
  makeClone({ 'node_modules/a': here }, { 'node_modules/a': { ...here, integrity: 'sha512-b' } });
  expect(isInstalled(root)).toBe(false);
  makeClone({ 'node_modules/a': here }, { 'node_modules/a': here });
  rmSync(join(root, 'node_modules', 'a'), { recursive: true });
  expect(isInstalled(root)).toBe(false);
});

test('isInstalled() misses an optional package of this platform', () => {
  const optional = { ...here, optional: true, os: [process.platform], cpu: [process.arch] };
  makeClone({ 'node_modules/a': here, 'node_modules/b': optional }, { 'node_modules/a': here });
  expect(isInstalled(root)).toBe(false);
});

test('isInstalled() sees that package.json was edited after the lock was made', () => {
  makeClone({ 'node_modules/a': here }, { 'node_modules/a': here }, { a: '2.0.0' });
  expect(isInstalled(root)).toBe(false);
});
