import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { extensionFolder, hasExtensionPackages } from './extension.ts';

// Checks the JupyterLab extension with its own tools: `types` with its TypeScript, `client` against docs/openapi.json.
// Part of `npm run ok`.

const tool = (...path: string[]) => join(extensionFolder, 'node_modules', ...path);
const checks: Record<string, string[]> = {
  types: [tool('typescript', 'bin', 'tsc'), '--noEmit', '-p', extensionFolder],
  client: [
    tool('openapi-typescript', 'bin', 'cli.js'),
    join(extensionFolder, '..', 'docs', 'openapi.json'),
    ...['--output', join(extensionFolder, 'src', 'views', 'api', 'schema.ts'), '--check'],
  ],
};
const sentences: Record<string, string> = {
  client: 'the client is not what docs/openapi.json says; type: cd jupyter-extension && npm run client',
};
const name = process.argv[2] ?? '';
const check = checks[name];
if (!check) throw new Error(`no check "${name}"; there are: ${Object.keys(checks).join(', ')}`);
if (!hasExtensionPackages()) {
  process.stdout.write(
    'the packages of the extension are not installed as its lock asks; type: node scripts/extension.ts\n',
  );
  process.exitCode = 1;
} else {
  const { status } = spawnSync(process.execPath, check, { cwd: extensionFolder, stdio: 'inherit' });
  if (status !== 0 && sentences[name]) process.stdout.write(`${sentences[name]}\n`);
  process.exitCode = status ?? 1;
}
