import { escapeHtml } from '../../kernel/views/html.ts';
import { type Cell, type Notebook, notebookLanguage } from '../../notebook/index.ts';
import { isJsonObject } from '../../notebook/json/index.ts';
import { removeErrorMarkers } from '../error-markers.ts';
import { type CellFacts, cellFactsOf, type Visibility } from './cell-facts.ts';
import { codeCellHtml } from './cell-html.ts';
import { createHeadingIds } from './heading-id.ts';
import { type Heading, renderMarkdown } from './markdown.ts';
import { contentsHtml, errorsHtml, headerHtml, parametersHtml, scrapsHtml } from './page-parts.ts';
import { parameterRowsOf } from './parameter-rows.ts';
import { runFactsOf } from './run-facts.ts';
import { reportStyle } from './style.ts';
import { plainText } from './text-box.ts';

export interface ReportPageOptions {
  path?: string | undefined; // of the executed notebook, as the page shows it
  title?: string | undefined; // default: the notebook's first heading, else its name
  inputs?: Visibility | undefined; // the code of all cells; a cell may hide more of itself
  fileAddress?: ((name: string) => string) | undefined; // the address of a file beside the notebook, from the page
  version?: string | undefined; // Octavo's
}

/** A page, and what one may want to know without reading it. */
export interface ReportPage {
  html: string;
  title: string;
  status: string; // one of the endings, or: running, prepared, unfinished, run by hand, not run
  errors: { cell: string; label: string; name: string; message: string; line: number | undefined }[];
}

export const generator = 'Octavo report'; // by this a page is known as one that may be written over

/**
 * The report of an executed notebook: one HTML page that asks for nothing from anywhere and runs no script. Nothing in
 * the notebook is trusted; its content security policy forbids what the page itself does not need.
 */
export function reportPage(source: Notebook, options: ReportPageOptions = {}): ReportPage {
  const notebook = removeErrorMarkers(source);
  const path = options.path ?? source.path ?? 'notebook.ipynb';
  const facts = runFactsOf(notebook, path);
  const headings: Heading[] = [];
  const headingId = createHeadingIds();
  const language = notebookLanguage(notebook) ?? '';
  const fileAddress = options.fileAddress ?? ((name: string) => encodeURIComponent(name));
  const choices = { inputs: options.inputs ?? 'shown', wasRun: !['not run', 'prepared'].includes(facts.status.word) };
  const found: { cell: Cell; facts: CellFacts }[] = [];
  const bodies = notebook.cells.map((cell, index) => {
    if (cell.kind === 'markdown') return proseHtml(cell, headings, headingId);
    if (cell.kind === 'raw')
      return cell.source.trim() === '' ? '' : `<pre class="raw">${escapeHtml(cell.source)}</pre>`;
    const cellFacts = cellFactsOf(cell, index + 1, choices);
    found.push({ cell, facts: cellFacts });
    return codeCellHtml(cell, cellFacts, { language, fileAddress });
  });
  const title = options.title ?? headings.find(({ level }) => level === 1)?.text ?? nameOf(path);
  const isTold = headings[0]?.level === 1 && headings[0].text === title;
  const titleHeading = new RegExp(`<h2[^>]* id="${headings[0]?.id}">.*?</h2>`, 's'); // the page has it at its top
  if (isTold) {
    const at = bodies.findIndex((body) => titleHeading.test(body));
    bodies[at] = (bodies[at] ?? '').replace(titleHeading, `<a id="${headings[0]?.id}"></a>`);
  }
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${generator}${options.version ? ` ${escapeHtml(options.version)}` : ''}">
<title>${escapeHtml(title)}: ${facts.status.word}</title>
<style>
${reportStyle}
</style>
</head>
<body class="${facts.status.tone}">
<a class="skip" href="#cells">Skip to the notebook</a>
${headerHtml(title, facts)}
<div class="columns">
${contentsHtml(headings, title)}
<main>
${errorsHtml(
  found.map(({ facts: one }) => one),
  facts.status,
)}${parametersHtml(parameterRowsOf(notebook))}${scrapsHtml(notebook)}<div id="cells" tabindex="-1">
${bodies.filter((body) => body !== '').join('\n')}
</div>
</main>
</div>
<footer>Made by Octavo from <code>${escapeHtml(path)}</code></footer>
</body>
</html>
`;
  const errors = found.flatMap(({ cell, facts: { label, errors } }) =>
    errors.map((error) => ({ cell: cell.id, label, ...error })),
  );
  return { html, title, status: facts.status.word, errors };
}

function nameOf(path: string): string {
  return (
    path
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.ipynb$/, '') || 'Report'
  );
}

function proseHtml(cell: Cell, headings: Heading[], headingId: (text: string) => string): string {
  const tags = isJsonObject(cell.metadata) && Array.isArray(cell.metadata.tags) ? cell.metadata.tags : [];
  if (tags.includes('remove-cell') || tags.includes('remove_cell')) return '';
  const { html, headings: own } = renderMarkdown(cell.source, {
    headingId,
    image: (address) => attachment(cell, address),
  });
  headings.push(...own);
  return html.trim() === '' ? '' : `<div class="prose">${html}</div>`;
}

/** The data of `attachment:name`. */
function attachment(cell: Cell, address: string): string | undefined {
  const name = /^attachment:(.+)$/.exec(address)?.[1];
  const bundle = name === undefined ? undefined : (cell.attachments?.[name] ?? cell.attachments?.[decodeName(name)]);
  if (!isJsonObject(bundle)) return undefined;
  const type = Object.keys(bundle).find((one) => /^image\/(?:png|jpeg|gif|webp|svg\+xml)$/.test(one));
  const data = type && plainText(bundle[type]).replace(/\s+/g, '');
  return data && /^[a-z0-9+/]+=*$/i.test(data) ? `data:${type};base64,${data}` : undefined;
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
