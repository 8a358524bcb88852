import { join } from 'node:path';
import { peers } from '../peers.ts';

const octavoProgram = join(import.meta.dirname, '../../../bin/octavo.js');

/** What a person types, as words: input, output and options follow. */
export const papermillCommand = [join(peers?.bin ?? '', 'papermill'), '--no-progress-bar'];
export const octavoCommand = [process.execPath, octavoProgram, 'run', '--no-progress', '--track', 'off'];
