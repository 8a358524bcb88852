import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Host, isAlive, refuseUnchangeable } from '../../host/index.ts';

const patienceMs = 10_000; // what is done takes a few milliseconds
const folder = '.octavo';

/**
 * Does something with the package.json of a project while no other process does: two packings at once would each take the
 * other's for the project's own. Waits for the other one; what a killed one has left holds nobody up. Throws
 * `file-unwritable` when it does not end, and for a `.octavo/` that leads out of the project.
 */
export async function oneAtATime<Result>(root: string, host: Host, work: () => Promise<Result>): Promise<Result> {
  const names = ['package.lock', 'package.clone.json', 'package.published.json'];
  await refuseUnchangeable(
    root,
    names.map((name) => join(folder, name)),
  );
  const lock = join(root, folder, 'package.lock');
  await host.files.makeFolder(join(root, folder));
  for (const start = host.clock.monotonicMs(); ; await setTimeout(20)) {
    const owner = Number(await host.files.readText(lock).catch(() => '0'));
    if (owner > 0 && owner !== process.pid && !isAlive(owner)) await host.files.remove(lock);
    try {
      await host.files.writeNew(lock, String(process.pid));
      break;
    } catch (error) {
      if (host.clock.monotonicMs() - start > patienceMs) throw error;
    }
  }
  try {
    return await work();
  } finally {
    await host.files.remove(lock);
  }
}
