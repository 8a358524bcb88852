import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { runsPanel } from './plugins/runs-panel.ts';

const plugins: JupyterFrontEndPlugin<unknown>[] = [runsPanel];

export default plugins;
