import { Token } from '@lumino/coreutils';
import type { Surroundings } from '../views/surroundings.ts';

/** What all views of this page share: Octavo's server, and what they ask of JupyterLab. */
export type ISurroundings = Surroundings;

export const ISurroundings = new Token<ISurroundings>(
  'octavo-jupyterlab:ISurroundings',
  "Octavo's server and what its views ask of JupyterLab.",
);
