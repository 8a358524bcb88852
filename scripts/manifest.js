// Takes the clone's package.json back when a packing left that of the tarball in its place: npm runs it after it packs, and
// every set-up begins with it, because npm may have been killed in between. It does what `octavo build --restore` does, in
// plain JavaScript, because Node 20 may be what runs it, before anything is installed.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifestFile = join(root, 'package.json');
const keptFile = join(root, '.octavo', 'package.clone.json'); // written by lib/project/manifest/swap-manifest.ts
const publishedFile = join(root, '.octavo', 'package.published.json');

/** Takes the clone's package.json back, if a packing left it aside. */
export function restoreClone() {
  if (!existsSync(keptFile)) return;
  writeFileSync(`${manifestFile}.tmp`, readFileSync(keptFile, 'utf8'));
  renameSync(`${manifestFile}.tmp`, manifestFile); // whoever reads the file sees the old text or the new, never a part
  rmSync(keptFile);
  rmSync(publishedFile, { force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) restoreClone();
