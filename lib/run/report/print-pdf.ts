import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OctavoError } from '../../errors/index.ts';
import { type Host, signalGroup, startProcess } from '../../host/index.ts';
import { type DevTools, openDevTools } from './devtools-pipe.ts';
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
  // Told to stop, this process leaves no browser of 170 MB behind; Chromium itself ends when its pipes close.
  const stop = (signal: NodeJS.Signals) => {
    rmSync(folder, { recursive: true, force: true });
    process.kill(process.pid, signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    const page = join(folder, 'report.html');
    await host.files.writeNew(page, html);
    for await (const chromium of findChromiums(folder, host)) {
      const result = await print(chromium, page, folder, host);
      if (typeof result !== 'string') return result;
      failures.push(`${chromium.path}: ${result}`);
    }
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, stop);
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
  const args = [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-dev-shm-usage',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--font-render-hinting=none',
    `--user-data-dir=${join(folder, 'profile')}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium has no sandbox for root; the page has no scripts
    '--remote-debugging-pipe',
    'about:blank',
  ];
  const env = { ...host.env, HOME: folder, ...chromium.env };
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as ('ignore' | 'pipe')[];
  const browser = startProcess(chromium.path, args, { cwd: folder, env, stdio });
  const end = () => browser.pid !== undefined && signalGroup(browser.pid, 'SIGKILL');
  const limit = setTimeout(end, timeLimitMs);
  process.once('exit', end);
  try {
    const bytes = await printed(openDevTools(browser), pathToFileURL(page).href);
    return bytes.subarray(0, 5).toString('latin1') === '%PDF-' ? bytes : 'it made something that is no PDF';
  } catch (error) {
    return (error as Error).message;
  } finally {
    clearTimeout(limit);
    process.removeListener('exit', end);
    end();
    await browser.ended;
  }
}

async function printed({ ask, event }: DevTools, address: string): Promise<Buffer> {
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = (await ask('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string };
  await ask('Page.enable', {}, sessionId);
  await ask('Emulation.setScriptExecutionDisabled', { value: true }, sessionId);
  await ask('Network.enable', {}, sessionId);
  await ask('Network.setBlockedURLs', { urls: ['http://*', 'https://*', 'ws://*', 'wss://*', 'ftp://*'] }, sessionId);
  const loaded = event('Page.loadEventFired');
  const { errorText } = await ask('Page.navigate', { url: address }, sessionId);
  if (errorText) throw new Error(String(errorText));
  await loaded;
  const options = {
    printBackground: true,
    preferCSSPageSize: true,
    generateDocumentOutline: true,
    generateTaggedPDF: true,
  };
  const { data } = await ask('Page.printToPDF', options, sessionId);
  return Buffer.from(String(data), 'base64');
}
