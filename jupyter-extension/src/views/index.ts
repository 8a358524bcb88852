export type { Change, Changes, Connection } from './api/changes.ts';
export { createOctavoClient, type OctavoClient, type Schemas } from './api/client.ts';
export { type ChangesSource, createChanges, type Socket } from './api/create-changes.ts';
export { type Answer, ask, type Problem } from './api/problem.ts';
export type { Surroundings, Theme, Words } from './surroundings.ts';
