import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { OctavoError, shellWord } from '../../errors/index.ts';
import { findProject, type Host, shownPath } from '../../host/index.ts';
import { placeFolder, placeName, shownPlace } from '../places.ts';
import type { Storages } from './storages.ts';

/**
 * Where the executed notebook goes. Without a wish of the caller it is kept in the project of the notebook, as
 * local_data/runs/<name>/<time>.ipynb, whose folder is made.
 */
export async function chooseOutput(
  input: string,
  wish: string | undefined,
  storages: Storages,
  host: Host,
): Promise<string> {
  if (wish !== undefined) {
    await storages.find(wish).check(wish, host);
    return wish;
  }
  const name = placeName(input).replace(/\.ipynb$/, '');
  const time = host.clock.now().toISOString().replaceAll(/[:.]/g, '-');
  const { root } = findProject(placeFolder(input, host.cwd()));
  const folder = join(root, 'local_data', 'runs', name);
  await makeRunsFolder(folder);
  return shownPath(join(folder, `${time}.ipynb`), host.cwd());

  async function makeRunsFolder(path: string): Promise<void> {
    try {
      await host.files.makeFolder(path);
    } catch (failure) {
      const cause = await access(root, constants.W_OK).then(
        () => failure,
        (reason) => reason,
      ); // mkdir -p says ENOENT where nobody may write
      throw new OctavoError(
        'run-output-folder',
        `Cannot make the folder ${shownPath(path, host.cwd())}: ${why(cause)}`,
        {
          cause,
          hint: `say where to write: octavo run ${shownPlace(input)} OUTPUT.ipynb`,
        },
      );
    }
  }
}

const inTheWay = 'a file is in its way, or a link that leads to nothing'; // mkdir -p says any of three
const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ELOOP: 'links on the way lead in a circle',
  EEXIST: inTheWay,
  ENOENT: inTheWay,
  ENOTDIR: inTheWay,
};

function why(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  return code === undefined ? String(cause) : (reasons[code] ?? code);
}

/** Throws `run-output-folder` or `run-output-unwritable` when a notebook cannot be written there. Never makes a folder. */
export async function checkOutput(output: string, host: Host): Promise<void> {
  const absolute = resolve(host.cwd(), output);
  const named = output.endsWith('/') || output.endsWith(sep) ? output : dirname(output); // `out/` is a folder, there or not
  const folder = resolve(host.cwd(), named);
  const kind = await host.files.kind(folder);
  if (kind !== 'folder') {
    const reason = kind === 'file' ? 'is a file, not a folder' : 'does not exist';
    throw new OctavoError('run-output-folder', `The output folder ${shownPath(folder, host.cwd())} ${reason}`, {
      hint: kind === 'file' ? 'choose another output path' : `mkdir -p ${shellWord(named)}`,
    });
  }
  const existing = await host.files.kind(absolute);
  if (existing === 'folder') {
    throw new OctavoError('run-output-unwritable', `The output ${output} is a folder`, {
      hint: `name a file in it: ${shellWord(join(output, 'out.ipynb'))}`,
    });
  }
  await access(folder, constants.W_OK).catch((cause) => {
    throw new OctavoError('run-output-unwritable', `Cannot write into ${dirname(output)}: ${why(cause)}`, {
      cause,
      hint: `ls -ld ${shellWord(dirname(output))}`,
    });
  });
}
