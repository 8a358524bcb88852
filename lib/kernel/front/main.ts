/** The process that Jupyter sees: `node main.ts CONNECTION_FILE`. It starts the evaluator and stands before it. */
import { enableCompileCache } from 'node:module';
import { startEvaluator } from './evaluator-process.ts';
import { SessionLanguage } from './session-language.ts';
import { folderSetting } from './types-setting.ts';

enableCompileCache();
const connectionFile = process.argv[2];
if (connectionFile === undefined) {
  process.stderr.write('octavo kernel: the path of a connection file is missing\n');
  process.exitCode = 2;
} else {
  const evaluator = startEvaluator(); // first: it gets ready while this process loads zeromq and binds its ports
  const language = new SessionLanguage();
  if (folderSetting(process.cwd()) !== 'off') language.warm(); // beside the evaluator: the first check needs TypeScript's own files
  void import('./serve-connection.ts').then(({ serveConnection }) =>
    serveConnection(connectionFile, evaluator, language),
  );
}
