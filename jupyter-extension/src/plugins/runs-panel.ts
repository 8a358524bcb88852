import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { ILauncher } from '@jupyterlab/launcher';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { refreshIcon } from '@jupyterlab/ui-components';
import type { ReadonlyJSONObject } from '@lumino/coreutils';
import { type RunsViewState, restoredState } from '../views/runs/runs-view-state.ts';
import { commandIds } from './command-ids.ts';
import { withDefaultColumns, withoutDefaultColumns } from './default-columns.ts';
import { octavoIcon } from './icons.ts';
import { keepState } from './keep-state.ts';
import { defaultRunsSettings, watchRunsSettings } from './runs-settings.ts';
import { ISurroundings } from './surroundings-token.ts';
import { asJson, ViewContent } from './view-content.tsx';

type Panel = MainAreaWidget<ViewContent<RunsViewState>>;

/** The panel that shows the recorded runs of the project: one, in the main area. */
export const runsPanel: JupyterFrontEndPlugin<void> = {
  id: 'octavo-jupyterlab:runs',
  description: 'Shows the recorded runs of the project.',
  autoStart: true,
  requires: [ISurroundings],
  optional: [ICommandPalette, ILauncher, ILayoutRestorer, ISettingRegistry],
  activate: (
    app: JupyterFrontEnd,
    surroundings: ISurroundings,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    restorer: ILayoutRestorer | null,
    registry: ISettingRegistry | null,
  ) => {
    const { words } = surroundings;
    const tracker = new WidgetTracker<Panel>({ namespace: 'octavo-runs' });
    let settings = defaultRunsSettings;
    const kept = (panel: Panel) => withoutDefaultColumns(panel.content.state, settings.columns);

    function makePanel(state: unknown): Panel {
      const first = withDefaultColumns(restoredState(state), settings.columns);
      const content = new ViewContent(surroundings, (views) => views.RunsView, first);
      content.isLive = settings.isLive;
      const panel = new MainAreaWidget({ content });
      panel.toolbar.hide(); // the view brings its own tools
      panel.id = 'octavo-runs';
      content.node.setAttribute('aria-label', words.__('Runs'));
      panel.title.label = words.__('Runs');
      panel.title.caption = words.__('The recorded runs of this project');
      panel.title.icon = octavoIcon;
      panel.title.closable = true;
      keepState(tracker, panel);
      return panel;
    }

    const settingsRead = watchRunsSettings(registry, runsPanel.id, (next) => {
      const panel = tracker.currentWidget;
      const state = panel && kept(panel);
      settings = next;
      if (!panel || !state) return;
      panel.content.isLive = next.isLive;
      panel.content.setState(withDefaultColumns(state, next.columns));
    });

    app.commands.addCommand(commandIds.openRuns, {
      label: (args) => (args.isLauncher ? words.__('Runs') : words.__('Show Runs')),
      caption: words.__('Show the recorded runs of this project'),
      icon: octavoIcon,
      describedBy: { args: openRunsArguments },
      execute: (args) => {
        const panel = tracker.currentWidget ?? makePanel(args.state);
        if (!tracker.has(panel)) void tracker.add(panel);
        if (!panel.isAttached) app.shell.add(panel, 'main', { type: 'Octavo' });
        app.shell.activateById(panel.id);
        return panel;
      },
    });
    app.commands.addCommand(commandIds.refreshRuns, {
      label: words.__('Refresh Runs'),
      caption: words.__('Read the runs again and reconnect with the server of Octavo'),
      icon: refreshIcon,
      isEnabled: () => tracker.size > 0,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => {
        surroundings.changes.retry();
        tracker.currentWidget?.content.refresh();
      },
    });
    tracker.widgetAdded.connect(() => app.commands.notifyCommandChanged(commandIds.refreshRuns));
    for (const command of [commandIds.openRuns, commandIds.refreshRuns]) {
      palette?.addItem({ command, category: words.__('Octavo') });
    }
    launcher?.add({ command: commandIds.openRuns, args: { isLauncher: true }, category: words.__('Octavo'), rank: 1 });
    void restorer?.restore(tracker, {
      command: commandIds.openRuns,
      args: (panel) => ({ state: asJson(kept(panel)) }),
      name: () => 'runs',
      when: settingsRead,
    });
  },
};

const openRunsArguments: ReadonlyJSONObject = {
  type: 'object',
  properties: {
    state: { type: 'object', description: 'What was chosen in the panel: experiment, filter, order, columns.' },
    isLauncher: { type: 'boolean', description: 'Whether the command is shown as a card of the launcher.' },
  },
};
