import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandList } from '../lib/cli/commands.ts';
import { directiveTable } from '../lib/notebook/index.ts';
import { readErrorTables } from './error-codes.ts';
import { formatOpenApi } from './openapi.ts';
import { formatCliPage, formatDirectivesPage, formatErrorsPage } from './pages.ts';
import { root } from './step.ts';

// Writes the reference pages that come from the program itself. With `--check` it writes nothing and fails on a difference.

const commands = await Promise.all(
  commandList.map(async ({ name, load }) => ({ name, command: (await load()).command })),
);
const pages: Record<string, string> = {
  'docs/errors.md': formatErrorsPage(await readErrorTables()),
  'docs/cli.md': formatCliPage(commands),
  'docs/directives.md': formatDirectivesPage(directiveTable),
  'docs/openapi.json': await formatOpenApi(),
};
for (const [path, text] of Object.entries(pages)) {
  const file = join(root, path);
  if (readOrEmpty(file) === text) continue;
  if (process.argv.includes('--check')) {
    process.stdout.write(`${path} is not what the program says now; type: node scripts/docs.ts\n`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`wrote ${path}\n`);
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
