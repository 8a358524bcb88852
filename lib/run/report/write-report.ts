import { basename, dirname, join, relative, resolve } from 'node:path';
import { OctavoError, shellWord } from '../../errors/index.ts';
import { type Host, nodeHost, octavoVersion } from '../../host/index.ts';
import { readInput } from '../engine/read-input.ts';
import { isFilePlace } from '../places.ts';
import { createStorages } from '../storages.ts';
import type { Visibility } from './cell-facts.ts';
import { printPdf } from './print-pdf.ts';
import { generator, type ReportPage, reportPage } from './report-page.ts';

export interface WriteReportOptions {
  html?: string | undefined; // where the page goes; default: beside the notebook, unless a PDF alone was asked for
  pdf?: string | boolean | undefined; // where the PDF goes; true: beside the page
  title?: string | undefined;
  inputs?: Visibility | undefined;
  dryRun?: boolean | undefined; // makes the page, writes nothing
  warn?: ((message: string) => void) | undefined;
}

/** What was written, or would have been. */
export interface WrittenReport {
  notebook: string;
  title: string;
  status: string;
  errors: ReportPage['errors'];
  html: string | undefined;
  pdf: string | undefined;
}

/**
 * Writes the report of an executed notebook, wherever that can be read from. Throws what `readInput` throws,
 * `run-report-output` where something else would be written over, `run-report-browser` and `file-unwritable`.
 */
export async function writeReport(
  place: string, // of the executed notebook
  options: WriteReportOptions = {},
  host: Host = nodeHost,
): Promise<WrittenReport> {
  const { source, shown } = await readInput(place, createStorages(), host, { warn: options.warn });
  const stem = isFilePlace(place) ? place.replace(/\.ipynb$/i, '') : basename(shown).replace(/\.ipynb$/i, '');
  const onlyPdf = typeof options.pdf === 'string' && options.html === undefined;
  const html = onlyPdf ? undefined : (options.html ?? `${stem}.html`);
  const pdf = options.pdf === true ? `${(html ?? stem).replace(/\.html?$/i, '')}.pdf` : options.pdf || undefined;
  const at = (path: string) => resolve(host.cwd(), path);
  const pageFolder = dirname(at(html ?? pdf ?? stem));
  const besides = isFilePlace(place) ? relative(pageFolder, dirname(at(place))) : '';
  const page = reportPage(source, {
    path: shown,
    title: options.title,
    inputs: options.inputs,
    version: octavoVersion(),
    fileAddress: (name) => join(besides, name).split(/[\\/]/).map(encodeURIComponent).join('/'),
  });
  for (const path of [html, pdf]) if (path !== undefined) await refuseNotebook(path, place, at);
  if (options.html === undefined && html !== undefined) await refuseOthersWork(html, at, host);
  if (!options.dryRun) {
    if (html !== undefined) await host.files.writeAtomically(at(html), page.html);
    if (pdf !== undefined) await host.files.writeAtomically(at(pdf), await printPdf(page.html, host));
  }
  return { notebook: shown, title: page.title, status: page.status, errors: page.errors, html, pdf };
}

async function refuseNotebook(path: string, place: string, at: (path: string) => string): Promise<void> {
  if (!isFilePlace(place) || at(path) !== at(place)) return;
  throw new OctavoError('run-report-output', `The report would be written over its notebook ${place}`, {
    hint: `octavo report ${shellWord(place)} report.html`,
  });
}

/** A page that nobody named and that no report of ours was written to before is somebody's work. */
async function refuseOthersWork(path: string, at: (path: string) => string, host: Host): Promise<void> {
  if ((await host.files.kind(at(path))) !== 'file') return;
  const before = Buffer.from((await host.files.readBytes(at(path))).subarray(0, 4096)).toString('utf8');
  if (before.includes(`<meta name="generator" content="${generator}`)) return;
  throw new OctavoError('run-report-output', `${path} is there already and is no report of Octavo`, {
    hint: `name it to write over it, or name another: octavo report NOTEBOOK ${shellWord(path)}`,
  });
}
