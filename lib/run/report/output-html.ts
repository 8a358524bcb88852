import type { Output } from '../../notebook/index.ts';
import { isJsonObject } from '../../notebook/json/index.ts';
import { bundleHtml } from './bundle-html.ts';
import { textHtml } from './kept-text.ts';
import { type OutputPlace, plainText, textBox } from './text-box.ts';

const mostOutputs = 300; // of one cell

/** The outputs of a cell as HTML. What follows one another on the same stream is one text. */
export function outputsHtml(outputs: readonly Output[], place: OutputPlace): string {
  const shown = joined(outputs.slice(0, mostOutputs)).map((output) => outputHtml(output, place));
  const rest = outputs.length - mostOutputs;
  if (rest > 0) shown.push(`<p class="left-out">[${rest} more outputs are in the notebook]</p>`);
  return shown.filter((html) => html !== '').join('\n');
}

function joined(outputs: readonly Output[]): Output[] {
  const result: Output[] = [];
  for (const output of outputs) {
    const last = result.at(-1);
    if (output.output_type === 'stream' && last?.output_type === 'stream' && last.name === output.name)
      result[result.length - 1] = { ...last, text: plainText(last.text) + plainText(output.text) };
    else result.push(output);
  }
  return result;
}

function outputHtml(output: Output, place: OutputPlace): string {
  if (output.output_type === 'stream') {
    const text = plainText(output.text).replace(/\n$/, '');
    const isError = output.name === 'stderr';
    const label = isError ? `Messages (stderr) of cell ${place.label}` : `Text output of cell ${place.label}`;
    return text.trim() === ''
      ? ''
      : textBox(textHtml(text, place.fileAddress), text, label, isError ? 'stderr' : 'stdout');
  }
  if (output.output_type === 'error') return errorHtml(output, place);
  return isJsonObject(output.data) ? bundleHtml(output.data, place) : '';
}

function errorHtml(output: Output & { output_type: 'error' }, place: OutputPlace): string {
  const lines = Array.isArray(output.traceback) ? output.traceback.filter((line) => typeof line === 'string') : [];
  const text = lines.length > 0 ? lines.join('\n') : `${String(output.ename)}: ${String(output.evalue)}`;
  return textBox(textHtml(text, place.fileAddress), text, `Error of cell ${place.label}`, 'error');
}
