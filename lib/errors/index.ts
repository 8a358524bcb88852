/** Errors that a user can act on. Plain TypeScript (not generated). */
export { isOctavoError, OctavoError, type OctavoErrorOptions, type Where } from './octavo-error.ts';
export { shellWord } from './shell-word.ts';
export { suggest } from './suggest.ts';
export { formatWhere } from './where.ts';
