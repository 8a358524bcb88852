import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Clipboard, IThemeManager } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { commandIds } from './command-ids.ts';
import { openNotebook } from './open-notebook.ts';
import { themeOf } from './page-theme.ts';
import { connectThroughJupyter } from './server-connection.ts';
import { ISurroundings } from './surroundings-token.ts';

/** Connects the views with Octavo's server and with JupyterLab. Asks nothing of the server before a view does. */
export const surroundings: JupyterFrontEndPlugin<ISurroundings> = {
  id: 'octavo-jupyterlab:surroundings',
  description: "Connects Octavo's views with its server and with JupyterLab.",
  autoStart: true,
  provides: ISurroundings,
  requires: [IDocumentManager],
  optional: [IThemeManager, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    documents: IDocumentManager,
    themes: IThemeManager | null,
    translator: ITranslator | null,
  ): ISurroundings => {
    const words = (translator ?? nullTranslator).load('octavo_jupyterlab');
    const { client, changes } = connectThroughJupyter(app.serviceManager.serverSettings, words);
    return {
      client,
      changes,
      words,
      theme: themeOf(themes),
      openRun: (runId, name) => void app.commands.execute(commandIds.openRun, { runId, name }),
      openRuns: () => void app.commands.execute(commandIds.openRuns),
      openNotebook: (path, place) => void openNotebook(documents, words, path, place),
      copyText: (text) => Clipboard.copyToSystem(text),
    };
  },
};
