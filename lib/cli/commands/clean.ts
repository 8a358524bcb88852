import { buffer } from 'node:stream/consumers';
import { OctavoError } from '../../errors/index.ts';
import { cleanBytes, cleanFiles, cleanOptionsFor } from '../../notebook/clean/clean-files.ts';
import type { JsonObject } from '../../notebook/json/json.ts';
import { cleanedLine, cleanedSummary, shownCleaned } from '../clean-report.ts';
import type { Command, ParsedArguments } from '../command.ts';

export const command: Command = {
  summary: 'take execution counts, addresses, times and absolute paths out of notebooks',
  usage: 'octavo clean [PATH...] [options]',
  description: [
    "PATHs are notebooks and folders of them; without any, the project's notebooks. Sources, tags, ids and outputs stay, and",
    'every byte that is not volatile. docs/git.md lists what goes; "octavo": { "clean": { … } } in package.json changes it.',
  ].join('\n'),
  options: {
    outputs: {
      type: 'string',
      value: 'keep|clear|lesson',
      help: 'all stay (as usual), none, or those of cells with //| keep',
    },
    keep: {
      type: 'string',
      multiple: true,
      value: 'RULE|KEY',
      help: 'leave something in: counts, view, cell.execution, …',
    },
    remove: {
      type: 'string',
      multiple: true,
      value: 'KEY',
      help: 'take out more metadata: cell.slideshow, notebook.toc, …',
    },
    upgrade: { type: 'boolean', help: 'bring notebooks of nbformat 4.0 to 4.4 to 4.5, with cell ids' },
    check: { type: 'boolean', help: 'write nothing; exit 1 and list the notebooks that are not clean' },
    'dry-run': { type: 'boolean', help: 'write nothing; list what would change' },
    stdin: { type: 'boolean', help: 'clean what comes from standard input, to standard output' },
    path: { type: 'string', value: 'NAME', help: 'with --stdin: where the notebook lies or is to lie' },
  },
  examples: [
    'octavo clean',
    'octavo clean train.ipynb --outputs clear',
    'octavo clean --check',
    'octavo clean --stdin < train.ipynb',
  ],
  run: async (parsed, io) => {
    const { values, positionals } = parsed;
    const settings = typedSettings(parsed);
    if (values.stdin) {
      if (positionals.length > 0) throw usage('--stdin takes no PATH; --path NAME says where the notebook lies');
      const path = (values.path as string | undefined) ?? 'notebook.ipynb';
      const options = { ...cleanOptionsFor(path, settings), path: values.path as string | undefined };
      const { text, ...result } = cleanBytes(await buffer(process.stdin), options);
      io.out(values.json ? `${JSON.stringify({ ...result, text })}\n` : text);
      return 0;
    }
    if (values.path !== undefined) throw usage('--path goes with --stdin');
    const files = await cleanFiles(positionals, { settings, write: !values.check && !values['dry-run'] });
    const failed = files.filter(({ error }) => error);
    for (const { error } of failed) io.err(`octavo: ${error?.message}\n${error?.hint ? `  try: ${error.hint}\n` : ''}`);
    if (values.json) io.out(`${JSON.stringify({ files: files.map(shownCleaned) })}\n`);
    else {
      for (const file of files) if (file.changed) io.out(cleanedLine(file));
      io.out(cleanedSummary(files));
    }
    const dirty = values.check === true && files.some(({ changed }) => changed);
    if (dirty) io.err(`not every notebook is clean\n  try: ${['octavo clean', ...positionals].join(' ')}\n`);
    return failed.length > 0 || dirty ? 1 : 0;
  },
};

function typedSettings({ values }: ParsedArguments): JsonObject {
  const typed = (['outputs', 'keep', 'remove', 'upgrade'] as const).filter((name) => values[name] !== undefined);
  return Object.fromEntries(typed.map((name) => [name, values[name] as string]));
}

function usage(message: string): OctavoError {
  return new OctavoError('usage', message, { exitCode: 2, hint: `usage: ${command.usage}` });
}
