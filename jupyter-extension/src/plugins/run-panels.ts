import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import type { ReadonlyJSONObject } from '@lumino/coreutils';
import { createElement } from 'react';
import { type RunViewState, readRunViewState } from '../views/run/run-state.ts';
import { commandIds } from './command-ids.ts';
import { octavoIcon } from './icons.ts';
import { keepState } from './keep-state.ts';
import { ISurroundings } from './surroundings-token.ts';
import { asJson, ViewContent, type ViewProps } from './view-content.tsx';

type Panel = MainAreaWidget<ViewContent<RunViewState>>;

/** One tab for each run that is opened. */
export const runPanels: JupyterFrontEndPlugin<void> = {
  id: 'octavo-jupyterlab:run',
  description: 'Shows one recorded run.',
  autoStart: true,
  requires: [ISurroundings],
  optional: [ILayoutRestorer],
  activate: (app: JupyterFrontEnd, surroundings: ISurroundings, restorer: ILayoutRestorer | null) => {
    const { words } = surroundings;
    const tracker = new WidgetTracker<Panel>({ namespace: 'octavo-run' });

    function makePanel(runId: string, name: string, state: unknown): Panel {
      const content = new ViewContent<RunViewState>(
        surroundings,
        ({ RunView }) =>
          (props: ViewProps<RunViewState>) =>
            createElement(RunView, { ...props, runId }),
        readRunViewState(state),
      );
      const panel = new MainAreaWidget({ content });
      panel.toolbar.hide(); // the view brings its own tools
      panel.id = panelId(runId);
      content.node.setAttribute('aria-label', words.__('Run %1', name));
      panel.title.label = `${name} · ${runId.slice(0, 4)}`; // runs of one notebook are all called alike
      panel.title.caption = words.__('Run %1 (%2)', name, runId);
      panel.title.icon = octavoIcon;
      panel.title.closable = true;
      panel.title.dataset = { ...panel.title.dataset, runId, runName: name };
      keepState(tracker, panel);
      return panel;
    }

    app.commands.addCommand(commandIds.openRun, {
      label: words.__('Show Run'),
      caption: words.__('Show one recorded run: parameters, metrics, artifacts'),
      icon: octavoIcon,
      describedBy: { args: openRunArguments },
      execute: (args) => {
        const { runId } = args;
        if (typeof runId !== 'string' || runId === '') return null;
        const name = typeof args.name === 'string' && args.name !== '' ? args.name : runId.slice(0, 8);
        const panel = tracker.find((open) => open.id === panelId(runId)) ?? makePanel(runId, name, args.state);
        if (!tracker.has(panel)) void tracker.add(panel);
        if (!panel.isAttached) app.shell.add(panel, 'main', { type: 'Octavo' });
        app.shell.activateById(panel.id);
        return panel;
      },
    });
    void restorer?.restore(tracker, {
      command: commandIds.openRun,
      args: (panel) => ({
        runId: panel.title.dataset.runId ?? '',
        name: panel.title.dataset.runName ?? '',
        state: asJson(panel.content.state),
      }),
      name: (panel) => panel.title.dataset.runId ?? '',
    });
  },
};

function panelId(runId: string): string {
  return `octavo-run-${runId}`;
}

const openRunArguments: ReadonlyJSONObject = {
  type: 'object',
  required: ['runId'],
  properties: {
    runId: { type: 'string', description: 'The id of the run.' },
    name: { type: 'string', description: 'The name of the run, for the title of its tab.' },
    state: { type: 'object', description: 'What was chosen in its view.' },
  },
};
