import { OctavoError } from '../../errors/index.ts';
import { nodeHost } from '../../host/index.ts';
import { type WrittenReport, writeReport } from '../../run/report/write-report.ts';
import type { Command } from '../command.ts';
import { textOption } from '../run-arguments.ts';

export const command: Command = {
  summary: 'make a page or a PDF of an executed notebook, to show or to send',
  usage: 'octavo report NOTEBOOK ... [OUTPUT.html] [OUTPUT.pdf] [options]',
  description: [
    'Writes one HTML page that holds all it needs: the status, the parameters, a link for each error, text, code,',
    'outputs and figures. It runs no scripts and asks for nothing from anywhere. Without OUTPUT it goes beside the',
    'notebook. A PDF needs a Chromium: that of CHROME_PATH, of PATH, or of the package @sparticuz/chromium.',
  ].join('\n'),
  options: {
    inputs: { type: 'boolean', help: 'with the code of the cells (default); --no-inputs: without it' },
    'hide-inputs': { type: 'boolean', help: 'fold the code; a reader can open it' },
    title: { type: 'string', value: 'TEXT', help: "the title; default: the notebook's first heading" },
    pdf: { type: 'boolean', help: 'a PDF too, beside the page; OUTPUT.pdf names it' },
    'dry-run': { type: 'boolean', help: 'say what would be written, and write nothing' },
  },
  examples: [
    'octavo report executed.ipynb',
    'octavo report executed.ipynb report.html --hide-inputs --title "Weekly training"',
    'octavo report executed.ipynb --pdf',
    'octavo report out/*.ipynb --json',
  ],
  run: async ({ values, positionals }, io) => {
    const outputs = positionals.filter((word) => /\.(?:html?|pdf)$/i.test(word));
    const notebooks = positionals.filter((word) => !outputs.includes(word));
    refuse(notebooks, outputs, textOption(values.title));
    const dryRun = values['dry-run'] === true;
    const reports: WrittenReport[] = [];
    for (const notebook of notebooks) {
      const report = await writeReport(
        notebook,
        {
          html: outputs.find((path) => !/\.pdf$/i.test(path)),
          pdf: outputs.find((path) => /\.pdf$/i.test(path)) ?? values.pdf === true,
          title: textOption(values.title),
          inputs: values.inputs === false ? 'left out' : values['hide-inputs'] === true ? 'folded' : 'shown',
          dryRun,
          warn: (text) => io.err(`octavo: ${text}\n`),
        },
        nodeHost,
      );
      reports.push(report);
      if (values.json) continue;
      const done = dryRun ? 'would write' : 'wrote';
      for (const path of [report.html, report.pdf])
        if (path !== undefined) io.out(`${done} ${path} (status: ${report.status})\n`);
    }
    if (values.json) io.out(`${JSON.stringify({ written: !dryRun, reports }, null, 2)}\n`);
    return 0;
  },
};

function refuse(notebooks: string[], outputs: string[], title: string | undefined): void {
  const pages = outputs.filter((path) => !/\.pdf$/i.test(path)).length;
  const problem =
    notebooks.length === 0
      ? 'Which notebook?'
      : pages > 1 || outputs.length - pages > 1
        ? `One output too many: ${outputs.join(' ')}`
        : notebooks.length > 1 && outputs.length > 0
          ? `${notebooks.length} notebooks cannot be written to one ${outputs[0]}`
          : title === ''
            ? '--title needs a text'
            : undefined;
  if (problem) throw new OctavoError('usage', problem, { exitCode: 2, hint: `usage: ${command.usage}` });
}
