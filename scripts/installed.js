// Whether there is anything to install. Plain JavaScript, because the machine's own Node runs it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tells whether node_modules holds what the lock of this folder wants on this machine. */
export function isInstalled(root) {
  try {
    const lock = readJson(join(root, 'package-lock.json'));
    const held = readJson(join(root, 'node_modules', '.package-lock.json')); // what npm installed last
    const manifest = readJson(join(root, 'package.json'));
    const wanted = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && fitsMachine(entry));
    return (
      sameDependencies(manifest, lock.packages['']) &&
      wanted.every(([path, { version, integrity }]) => {
        const found = held.packages[path];
        const isHeld = found?.version === version && found.integrity === integrity;
        return isHeld && existsSync(join(root, path, 'package.json'));
      })
    );
  } catch {
    return false; // nothing installed yet
  }
}

/** Whether package.json was edited after the lock was made. */
function sameDependencies(manifest, locked) {
  return ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].every((kind) => {
    const [left, right] = [manifest[kind] ?? {}, locked[kind] ?? {}];
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...names].every((name) => left[name] === right[name]);
  });
}

/**
 * Whether npm installs this entry here. What is not optional it installs everywhere; of what is optional, the parts for
 * one platform count, and those for none in particular belong to such a part that may not be there.
 */
function fitsMachine({ optional, devOptional, os, cpu, libc }) {
  if (!optional && !devOptional) return true;
  if (optional && !os && !cpu) return false;
  return allows(os, process.platform) && allows(cpu, process.arch) && allows(libc, systemLibc());
}

function allows(list, value) {
  if (list === undefined || value === undefined) return true;
  const names = [list].flat();
  if (names.includes(`!${value}`)) return false;
  const wanted = names.filter((name) => !name.startsWith('!'));
  return wanted.length === 0 || wanted.includes(value);
}

function systemLibc() {
  if (process.platform !== 'linux') return undefined;
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
