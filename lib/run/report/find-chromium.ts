import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { findProject, type Host, runProgram } from '../../host/index.ts';

/** A Chromium that can be started. */
export interface Chromium {
  path: string;
  env: Record<string, string>; // what it needs besides the environment
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const usualPlaces: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/**
 * The Chromiums of this machine, in the order in which they are to be tried: that of CHROME_PATH and no other when it is
 * set, those of PATH and of the usual places, that of the package @sparticuz/chromium, which is unpacked into `folder`.
 */
export async function* findChromiums(folder: string, host: Host): AsyncGenerator<Chromium> {
  const chosen = host.env.CHROME_PATH;
  if (chosen !== undefined && chosen !== '') return yield { path: chosen, env: {} };
  const folders = (host.env.PATH ?? '').split(delimiter).filter((one) => one !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = names.flatMap((name) => folders.map((one) => join(one, `${name}${suffix}`)));
  for (const path of [...onPath, ...(usualPlaces[process.platform] ?? [])])
    if ((await host.files.kind(path)) === 'file') yield { path, env: {} };
  const packed = await unpackedPackage(folder, host);
  if (packed) yield packed;
}

/** The Chromium of @sparticuz/chromium, with the libraries that a bare machine lacks; undefined where it is not installed. */
async function unpackedPackage(folder: string, host: Host): Promise<Chromium | undefined> {
  const entry = packageEntry(host.cwd());
  if (entry === undefined) return undefined;
  // The package unpacks into the temporary folder of its process, beside other programs' files: it gets one of its own.
  const env = { ...host.env, TMPDIR: folder, TEMP: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  const script = `process.stdout.write(await (await import(${JSON.stringify(entry)})).default.executablePath())`;
  const { code, out } = await runProgram(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, env });
  const path = out.toString('utf8').trim();
  if (code !== 0 || path === '') return undefined;
  return {
    path,
    env: { LD_LIBRARY_PATH: join(dirname(path), 'al2023', 'lib'), FONTCONFIG_PATH: join(dirname(path), 'fonts') },
  };
}

/** From the project first, then from where Octavo itself is. */
function packageEntry(cwd: string): string | undefined {
  for (const from of [join(findProject(cwd).root, 'package.json'), import.meta.url]) {
    try {
      return createRequire(from).resolve('@sparticuz/chromium');
    } catch {
      // not installed there
    }
  }
  return undefined;
}
