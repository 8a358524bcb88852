/** Projects: made, examined, prepared, and built into packages. Plain TypeScript (not generated). */
export { projectErrors } from './errors.ts';
export { type Manifest, parseManifest, readProject } from './manifest/read-manifest.ts';
export { createProject, type NewProject, type NewProjectOptions } from './new/create-project.ts';
export { type ProjectPlace, placeOfProject } from './new/project-name.ts';
export type { GitStart } from './new/start-git.ts';
export { formatReadme } from './readme/format-readme.ts';
export { type ReadmeResult, writeReadme } from './readme/write-readme.ts';
