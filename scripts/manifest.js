// The package.json of the tarball. In the clone `exports` and `bin` lead to lib/*.ts; Node strips no types under
// node_modules, so the tarball's lead to dist/*.js. npm packs the package.json that lies in the folder: `prepack` puts
// the published one there and `postpack` takes it back. When npm is killed in between, the next npm start, npm test or
// npm pack takes it back first. Plain JavaScript, because Node 20 may be what runs it.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifestFile = join(root, 'package.json');
const keptFile = join(root, '.octavo', 'package.clone.json');

/** The manifest of the tarball, made from the clone's. */
export function publishedManifest(manifest) {
  const published = { ...manifest, exports: toDist(manifest.exports) };
  // Not the runtime: whoever uses the library brings a Node of their own.
  const kept = Object.entries(manifest.optionalDependencies).filter(([name]) => !name.startsWith('node-'));
  published.optionalDependencies = Object.fromEntries(kept);
  delete published.devDependencies;
  delete published.overrides;
  published.scripts = { postpack: manifest.scripts.postpack }; // npm reads it after the packing
  return published;
}

/** `./lib/run/index.ts` becomes the module in dist/ and its declarations. */
function toDist(target) {
  if (typeof target === 'object') {
    return Object.fromEntries(Object.entries(target).map(([key, value]) => [key, toDist(value)]));
  }
  if (!target.startsWith('./lib/')) return target;
  const module = target.replace(/^\.\/lib\//, './dist/').replace(/\.ts$/, '');
  return { types: `${module}.d.ts`, default: `${module}.js` };
}

/** Puts the published package.json in place, and keeps the clone's. */
export function installPublished() {
  restoreClone();
  const text = readFileSync(manifestFile, 'utf8');
  mkdirSync(dirname(keptFile), { recursive: true });
  write(keptFile, text);
  write(manifestFile, `${JSON.stringify(publishedManifest(JSON.parse(text)), null, 2)}\n`);
}

/** Takes the clone's package.json back, if a packing left it aside. */
export function restoreClone() {
  if (!existsSync(keptFile)) return;
  write(manifestFile, readFileSync(keptFile, 'utf8'));
  rmSync(keptFile);
}

/** Whoever reads the file sees the old text or the new, never a part. */
function write(file, text) {
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'publish') installPublished();
  else restoreClone();
}
