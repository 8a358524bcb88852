import { escapeHtml } from '../../kernel/views/html.ts';
import type { Cell } from '../../notebook/index.ts';
import { formatDuration } from '../progress.ts';
import type { CellFacts } from './cell-facts.ts';
import { highlightedLines } from './highlight.ts';
import { outputsHtml } from './output-html.ts';
import type { OutputPlace } from './text-box.ts';

/** A code cell of the page: its head, its source, its outputs. '' when nothing of it is to be seen. */
export function codeCellHtml(
  cell: Cell,
  facts: CellFacts,
  options: { language: string; fileAddress: OutputPlace['fileAddress'] },
): string {
  if (cell.source.trim() === '' && cell.outputs.length === 0) return '';
  const outputs =
    facts.outputs === 'left out'
      ? ''
      : outputsHtml(cell.outputs, { label: facts.label, fileAddress: options.fileAddress });
  if (facts.input === 'left out' && outputs === '' && facts.errors.length === 0) return '';
  const input = facts.input === 'left out' ? headOf(facts, false) : inputHtml(cell, facts, options.language);
  const tone = facts.notes.find(({ tone }) => tone === 'bad') ? ' failed' : '';
  const shownOutputs =
    outputs === ''
      ? ''
      : facts.outputs === 'folded'
        ? `<details><summary>Outputs</summary>${outputs}</details>`
        : outputs;
  return `<section class="cell${tone}" id="${facts.id}" aria-label="Cell ${escapeHtml(facts.label)}">
${input}${shownOutputs === '' ? '' : `\n<div class="outputs">${shownOutputs}</div>`}
</section>`;
}

function inputHtml(cell: Cell, facts: CellFacts, language: string): string {
  const bad = new Map(facts.errors.flatMap(({ line, name }) => (line === undefined ? [] : [[line, name] as const])));
  const lines = highlightedLines(cell.source, language).map((html, index) =>
    bad.has(index + 1)
      ? `<mark id="${facts.id}-line-${index + 1}" title="line ${index + 1}: ${escapeHtml(bad.get(index + 1) ?? '')}">${html || ' '}</mark>`
      : html,
  );
  const isOpen = facts.input === 'shown' ? ' open' : '';
  return `<details class="input"${isOpen}><summary>${headOf(facts, true)}</summary><pre class="code"><code>${lines.join('\n')}</code></pre></details>`;
}

function headOf({ label, durationMs, notes, input }: CellFacts, withCode: boolean): string {
  const chips = notes.map(({ text, tone }) => `<span class="chip ${tone}">${escapeHtml(text)}</span>`).join(' ');
  const duration =
    durationMs === undefined
      ? ''
      : `<span class="duration">${durationMs < 100 ? `${Math.round(durationMs)} ms` : formatDuration(durationMs)}</span>`;
  const code = withCode ? `<span class="what">${input === 'folded' ? 'show code' : 'code'}</span>` : '';
  return `<span class="head"><span class="count">${escapeHtml(label)}</span>${code}${chips}${duration}</span>`;
}
