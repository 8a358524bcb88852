import type { OctavoError } from '../../errors/index.ts';

/** What a watch tells, in the order in which it happens. Paths are from the project's root. */
export type WatchEvent =
  | { type: 'watching'; notebooks: number; files: number; ms: number } // all is in step from here on, but for what was told before
  | { type: 'exported' | 'updated'; from: string[]; files: string[]; removed: string[]; ms: number } // ms: from the first sign of the change until all is on the disk
  | { type: 'problem'; path: string; problem: OctavoError } // told once; nothing is written for that path meanwhile
  | { type: 'conflict'; path: string; problem: OctavoError }
  | { type: 'settled'; path: string }; // what was told of that path holds no more
