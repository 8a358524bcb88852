import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

/** The panel that shows the recorded runs of the project. */
export const runsPanel: JupyterFrontEndPlugin<void> = {
  id: 'octavo-jupyterlab:runs',
  description: 'Shows the recorded runs of the project.',
  autoStart: true,
  activate: (_app: JupyterFrontEnd) => {},
};
