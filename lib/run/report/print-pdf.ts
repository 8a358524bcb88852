import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OctavoError } from '../../errors/index.ts';
import { type Host, runProgram } from '../../host/index.ts';
import { type Chromium, findChromiums } from './find-chromium.ts';

const timeLimitMs = 120_000;

/**
 * Prints a page to a PDF with a Chromium that is on this machine. The browser resolves no names, has a profile of its own
 * and leaves nothing behind. Throws `run-report-browser` when there is none, or when none of them could print.
 */
export async function printPdf(html: string, host: Host): Promise<Uint8Array> {
  const folder = join(await host.files.realPath(tmpdir()), `octavo-report-${randomBytes(6).toString('hex')}`);
  await host.files.makeFolder(folder);
  const failures: string[] = [];
  try {
    const page = join(folder, 'report.html');
    await host.files.writeNew(page, html);
    for await (const chromium of findChromiums(folder, host)) {
      const result = await print(chromium, page, folder, host);
      if (typeof result !== 'string') return result;
      failures.push(`${chromium.path}: ${result}`);
    }
  } finally {
    await host.files.remove(folder);
  }
  throw new OctavoError(
    'run-report-browser',
    failures.length === 0 ? 'No Chromium is here to make a PDF with' : `No PDF could be made: ${failures.join('; ')}`,
    {
      hint:
        failures.length === 0
          ? 'npm install @sparticuz/chromium@153.0.0   (or install Chromium or Chrome, or set CHROME_PATH)'
          : 'CHROME_PATH=/path/to/chromium octavo report …',
    },
  );
}

/** The PDF, or why there is none. */
async function print(chromium: Chromium, page: string, folder: string, host: Host): Promise<Uint8Array | string> {
  const target = join(folder, 'report.pdf');
  const args = [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-dev-shm-usage',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--proxy-server=http://127.0.0.1:1',
    '--no-pdf-header-footer',
    '--font-render-hinting=none',
    `--user-data-dir=${join(folder, 'profile')}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium has no sandbox for root; the page has no scripts
    `--print-to-pdf=${target}`,
    pathToFileURL(page).href,
  ];
  const env = { ...host.env, HOME: folder, ...chromium.env };
  const end = await runProgram(chromium.path, args, { cwd: folder, env, timeoutMs: timeLimitMs });
  if (end.missing) return 'there is no such program';
  if ((await host.files.kind(target)) !== 'file') {
    const said = end.err.trim().split('\n').at(-1)?.slice(0, 200);
    return said || `it ended with ${end.code ?? 'a signal'}`;
  }
  const bytes = await host.files.readBytes(target);
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-' ? bytes : 'it wrote something that is no PDF';
}
