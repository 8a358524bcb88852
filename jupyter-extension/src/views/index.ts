export type { Change, Changes, Connection } from './api/changes.ts';
export { createOctavoClient, type OctavoClient, type Schemas } from './api/client.ts';
export { type ChangesSource, createChanges, type Socket } from './api/create-changes.ts';
export { type Answer, ask, type Problem } from './api/problem.ts';
export { defaultRunViewState, type RunViewState } from './run/run-state.ts';
export { RunView, type RunViewProps } from './run/run-view.tsx';
export { RunsView } from './runs/runs-view.tsx';
export { defaultRunsViewState, type RunsViewState } from './runs/runs-view-state.ts';
export type { Surroundings, Theme, Words } from './surroundings.ts';
