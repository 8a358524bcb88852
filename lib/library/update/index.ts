// Generated from notebooks/30_library/19_update by `octavo export`. Edit the notebooks, not this file.
export { showBothTexts } from './both-texts.ts';
export { type CellUpdate, planUpdateOf, type UpdateChoice, type UpdatePlan } from './plan-update.ts';
export type { Decision, KeepChoice, Refusal } from './update-choices.ts';
export { type UpdateOptions, type UpdateResult, updateProject } from './update-project.ts';
