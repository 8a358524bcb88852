/** The process that Jupyter sees: `node main.ts CONNECTION_FILE`. It starts the evaluator and stands before it. */
import { enableCompileCache } from 'node:module';
import { startEvaluator } from './evaluator-process.ts';
import { SessionLanguage } from './session-language.ts';
import { typesSettings } from './types-setting.ts';

enableCompileCache();
const connectionFile = process.argv[2];
if (connectionFile === undefined) {
  process.stderr.write('octavo kernel: the path of a connection file is missing\n');
  process.exitCode = 2;
} else {
  const cwd = process.cwd();
  const { env } = process;
  const evaluator = startEvaluator({ cwd, env }); // first: it gets ready while this process loads zeromq and binds its ports
  const language = new SessionLanguage(cwd, env);
  const types = typesSettings(cwd, env);
  if (types.ofFolder(cwd) !== 'off') language.warm(); // beside the evaluator: the first check needs TypeScript's own files
  void import('./serve-connection.ts').then(({ serveConnection }) =>
    serveConnection(connectionFile, { evaluator, language, types }),
  );
}
