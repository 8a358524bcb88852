import { join } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { findProject, type Host, nodeHost } from '../../host/index.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { publishedManifest } from './published-manifest.ts';
import { readProject } from './read-manifest.ts';

// npm packs the package.json that lies in the folder: `prepack` puts the published one there and `postpack` takes it back.
// When npm is killed in between, the next build or packing takes it back first.

/** Puts the package.json of the tarball in place, and keeps the project's in `.octavo/`. */
export async function publishManifest(folder?: string, host: Host = nodeHost): Promise<void> {
  const start = folder ?? host.cwd();
  await oneAtATime(findProject(start).root, host, () => publish(start, host));
}

async function publish(start: string, host: Host): Promise<void> {
  await restore(findProject(start).root, host);
  const { project, manifest, text } = await readProject(start, host);
  const published = `${JSON.stringify(publishedManifest(manifest, project.lib), null, 2)}\n`;
  const { kept, swapped, inPlace } = placesIn(project.root);
  await host.files.writeAtomically(swapped, published);
  await host.files.writeAtomically(kept, text); // from now on the project's can be had back
  await host.files.writeAtomically(inPlace, published, Buffer.from(text));
}

/**
 * Takes the project's package.json back, if a packing left it aside, and tells whether one was. Throws
 * `project-manifest-edited` when the one in its place is not the one that was put there, and changes nothing then.
 */
export async function restoreManifest(folder?: string, host: Host = nodeHost): Promise<boolean> {
  const { root } = findProject(folder ?? host.cwd());
  if (!(await isSwapped(root, host))) return false;
  return oneAtATime(root, host, () => restore(root, host));
}

async function restore(root: string, host: Host): Promise<boolean> {
  const { kept, swapped, inPlace } = placesIn(root);
  const before = await host.files.readText(kept).catch(() => undefined);
  if (before === undefined) return false;
  const now = await host.files.readText(inPlace).catch(() => undefined);
  const published = await host.files.readText(swapped).catch(() => undefined);
  if (now !== undefined && now !== before && now !== published) {
    const message = 'package.json was edited while the one of a package stood in its place';
    const hint = 'put your edits into .octavo/package.clone.json, then: mv .octavo/package.clone.json package.json';
    throw new OctavoError('project-manifest-edited', message, { hint });
  }
  if (now !== before) await host.files.writeAtomically(inPlace, before);
  await host.files.remove(kept);
  await host.files.remove(swapped);
  return true;
}

/** Whether the package.json of a package stands in the place of the project's, left by a packing that was killed. */
export async function isSwapped(root: string, host: Host): Promise<boolean> {
  return (await host.files.kind(placesIn(root).kept)) === 'file';
}

function placesIn(root: string): { kept: string; swapped: string; inPlace: string } {
  return {
    kept: join(root, '.octavo', 'package.clone.json'),
    swapped: join(root, '.octavo', 'package.published.json'),
    inPlace: join(root, 'package.json'),
  };
}
