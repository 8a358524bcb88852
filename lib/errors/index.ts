/** Errors that a user can act on. Plain TypeScript (not generated). */
export { isOctavoError, OctavoError, type OctavoErrorOptions, type Where } from './octavo-error.ts';
export { suggest } from './suggest.ts';
export { formatWhere } from './where.ts';
