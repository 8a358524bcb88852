/** JupyterLab on a project: its Python environment, its settings, its start and its end. Plain TypeScript (not generated). */
export type { Environment } from './install.ts';
export { type HoldingOptions, whileHolding } from './mutual-exclusion.ts';
export { type PrepareOptions, prepareLab } from './prepare-lab.ts';
export { findPython, type Python } from './python.ts';
export { type Lab, type LabEnd, type LabOptions, startLab } from './start-lab.ts';
