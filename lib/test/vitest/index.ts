/** A plugin for vitest that runs notebooks as tests. Plain TypeScript (not generated). */
export { notebooks } from './plugin.ts';
export type { TestModuleOptions } from './test-module.ts';
