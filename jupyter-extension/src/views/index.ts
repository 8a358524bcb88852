export type { Change, Changes, Connection } from './api/changes.ts';
export { createOctavoClient, type OctavoClient, type Schemas } from './api/client.ts';
export type { Surroundings, Theme, Words } from './surroundings.ts';
