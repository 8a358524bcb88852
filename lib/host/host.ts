import { type Clock, systemClock } from './clock.ts';
import { type Files, nodeFiles } from './files.ts';

/** What pure code needs of the machine, given as the last argument so that a test can give another. */
export interface Host {
  files: Files;
  clock: Clock;
  env: Record<string, string | undefined>;
  cwd: () => string;
  randomUuid: () => string;
  random: () => number; // from 0 to 1
}

export const nodeHost: Host = {
  files: nodeFiles,
  clock: systemClock,
  env: process.env,
  cwd: () => process.cwd(),
  randomUuid: () => crypto.randomUUID(),
  random: () => Math.random(),
};
