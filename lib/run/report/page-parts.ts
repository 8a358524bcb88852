import { escapeHtml } from '../../kernel/views/html.ts';
import type { Notebook } from '../../notebook/index.ts';
import { readScraps } from '../scraps.ts';
import { bundleHtml } from './bundle-html.ts';
import type { CellFacts } from './cell-facts.ts';
import type { Heading } from './markdown.ts';
import { type ParameterRow, shownValue } from './parameter-rows.ts';
import type { RunFacts } from './run-facts.ts';
import type { RunStatus } from './run-status.ts';

const icons: Record<RunStatus['tone'], string> = {
  good: '<path d="M7 12.5l3.2 3.2L17 9"/>',
  bad: '<path d="M8.5 8.5l7 7M15.5 8.5l-7 7"/>',
  stopped: '<path d="M12 7v5.5M12 16v.6"/>',
  neutral: '<path d="M7.5 12h9"/>',
};

/** The title, the status and what is known about the run. */
export function headerHtml(title: string, { status, rows }: RunFacts): string {
  const icon = `<svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true"><circle cx="12" cy="12" r="11"/>${icons[status.tone]}</svg>`;
  const facts = rows.map(({ name, value, time }) => {
    const shown = time ? `<time datetime="${time}">${escapeHtml(value)}</time>` : escapeHtml(value);
    return `<div><dt>${escapeHtml(name)}</dt><dd>${shown}</dd></div>`;
  });
  return `<header>
<h1>${escapeHtml(title)}</h1>
<p class="status">${icon}<strong>${escapeHtml(status.word)}</strong><span>${escapeHtml(status.meaning)}</span></p>
<dl class="facts">${facts.join('')}</dl>
</header>`;
}

/** The table of contents; '' for a notebook with fewer than two headings. */
export function contentsHtml(headings: readonly Heading[], title: string): string {
  const shown = headings[0]?.text === title && headings[0].level === 1 ? headings.slice(1) : headings;
  if (shown.length < 2) return '';
  const top = Math.min(...shown.map(({ level }) => level));
  const items = shown
    .filter(({ level }) => level < top + 3)
    .map(({ level, text, id }) => `<li class="level-${level - top}"><a href="#${id}">${escapeHtml(text)}</a></li>`);
  return `<nav class="contents" aria-labelledby="contents-title"><h2 id="contents-title">Contents</h2><ul>${items.join('')}</ul></nav>`;
}

/** A link for each error; where the run did not end well and no cell says why, the cell that was running. */
export function errorsHtml(cells: readonly CellFacts[], status: RunStatus): string {
  const items = cells.flatMap(({ id, label, errors }) =>
    errors.map(({ name, message, line }) => {
      const place = `cell ${label}${line === undefined ? '' : `, line ${line}`}`;
      const href = line === undefined ? id : `${id}-line-${line}`;
      return `<li><a href="#${href}"><strong>${escapeHtml(name)}</strong>${message === '' ? '' : `: ${escapeHtml(message)}`}</a> <span class="place">${escapeHtml(place)}</span></li>`;
    }),
  );
  if (items.length === 0) {
    const cell = cells.find(({ notes }) => notes.some(({ tone }) => tone !== 'neutral'));
    if (!cell || status.tone === 'good') return '';
    items.push(`<li><a href="#${cell.id}">The run ended in cell ${escapeHtml(cell.label)}</a></li>`);
  }
  const title = items.length === 1 ? 'Error' : `${items.length} errors`;
  return `<section class="errors" aria-labelledby="errors-title"><h2 id="errors-title">${title}</h2><ul>${items.join('')}</ul></section>\n`;
}

/** The table of parameters. */
export function parametersHtml(rows: readonly ParameterRow[]): string {
  if (rows.length === 0) return '';
  const has = (column: 'defaultText' | 'type' | 'help') => rows.some((row) => (row[column] ?? '') !== '');
  const columns = [
    { name: 'Default', isShown: has('defaultText'), cell: ({ defaultText }: ParameterRow) => code(defaultText ?? '') },
    { name: 'Type', isShown: has('type'), cell: ({ type }: ParameterRow) => code(type) },
    { name: 'Meaning', isShown: has('help'), cell: ({ help }: ParameterRow) => escapeHtml(help) },
  ].filter(({ isShown }) => isShown);
  const head = ['Name', 'Value', ...columns.map(({ name }) => name)].map((name) => `<th scope="col">${name}</th>`);
  const lines = rows.map((row) => {
    const changed = row.defaultText === undefined ? '' : ' class="changed"';
    const cells = columns.map(({ cell }) => `<td>${cell(row)}</td>`);
    return `<tr${changed}><th scope="row">${code(row.name)}</th><td class="value">${code(row.value)}</td>${cells.join('')}</tr>`;
  });
  return table('parameters', 'Parameters', head, lines);
}

/** What the notebook has glued: the values that others read from it. */
export function scrapsHtml(notebook: Notebook): string {
  const lines = Object.values(readScraps(notebook)).map(({ name, value, display }) => {
    const shown = display ? bundleHtml(display, { label: name, fileAddress: encodeURIComponent }) : '';
    return `<tr><th scope="row">${code(name)}</th><td>${value === undefined ? '' : code(shownValue(value))}${shown}</td></tr>`;
  });
  if (lines.length === 0) return '';
  return table('results', 'Results', ['<th scope="col">Name</th>', '<th scope="col">Value</th>'], lines);
}

function table(id: string, title: string, head: string[], lines: string[]): string {
  return `<section class="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}-title"><table><thead><tr>${head.join('')}</tr></thead><tbody>
${lines.join('\n')}
</tbody></table></div></section>
`;
}

function code(text: string): string {
  return text === '' ? '' : `<code>${escapeHtml(text)}</code>`;
}
