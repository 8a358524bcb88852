import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { runPanels } from './plugins/run-panels.ts';
import { runsPanel } from './plugins/runs-panel.ts';
import { surroundings } from './plugins/surroundings.ts';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  surroundings,
  runsPanel,
  runPanels,
] as JupyterFrontEndPlugin<unknown>[];

export default plugins;
