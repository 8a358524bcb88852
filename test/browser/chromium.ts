import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const entry = require.resolve('@sparticuz/chromium');
const { version } = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')) as { version: string };

export interface LaunchOptions {
  netLog?: string; // a file that gets everything the browser's network stack does, also by itself
}

/**
 * Starts the Chromium of @sparticuz/chromium, headless, with the libraries and fonts that came along: nothing is taken from
 * the system or downloaded. It resolves no name but localhost. It ends with `close()`, and when this process ends in any way.
 */
export async function launchChromium(options: LaunchOptions = {}, folder = unpackedChromium()): Promise<Browser> {
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      '--font-render-hinting=none',
      ...(options.netLog ? [`--log-net-log=${options.netLog}`] : []),
    ],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder, // it writes caches there, not into the home of whoever runs the tests
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  });
}

/**
 * The folder of the unpacked browser: made once for each user and version in the temporary folder. The package itself would
 * unpack beside other programs' files, and a second process would take a half-written binary for the whole one.
 */
export function unpackedChromium(): string {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `octavo-chromium-${version}-${uid}`);
  if (isOurs(folder, uid)) return folder;
  const partial = mkdtempSync(`${folder}-`);
  try {
    // The variable makes the package unpack the libraries too that a bare machine lacks.
    const env = { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
    const script = `await (await import(${JSON.stringify(entry)})).default.executablePath()`;
    const unpack = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });
    if (unpack.status !== 0) throw new Error(`Chromium could not be unpacked: ${unpack.stderr}`);
    writeFileSync(join(partial, 'fonts.conf'), fontSettings(folder));
    renameSync(partial, folder);
  } catch (error) {
    if (!isOurs(folder, uid)) throw error; // else another process was quicker
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

/** In a folder that everybody may write to, somebody else's is not to be executed. */
function isOurs(folder: string, uid: number): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat && (!stat.isDirectory() || (uid >= 0 && stat.uid !== uid))) throw new Error(`${folder} is somebody else's`);
  return stat !== undefined;
}

function fontSettings(folder: string): string {
  const fonts = [join(folder, 'fonts', 'fonts'), dirname(require.resolve('dejavu-fonts-ttf/package.json'))];
  const folders = fonts.map((font) => `<dir>${font}</dir>`).join('');
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>${folders}<cachedir>${join(folder, 'font-cache')}</cachedir>
<alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias></fontconfig>
`;
}
