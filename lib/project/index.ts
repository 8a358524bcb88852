/** Projects: made, examined, prepared, and built into packages. Plain TypeScript (not generated). */
export { type BuildOptions, type BuiltPackage, buildPackage } from './build/build-package.ts';
export { type Examination, examineProject } from './doctor/examine-project.ts';
export type { Finding } from './doctor/finding.ts';
export { projectErrors } from './errors.ts';
export { publishedManifest } from './manifest/published-manifest.ts';
export { type Manifest, parseManifest, readProject } from './manifest/read-manifest.ts';
export { publishManifest, restoreManifest } from './manifest/swap-manifest.ts';
export { createProject, type NewProject, type NewProjectOptions } from './new/create-project.ts';
export { type ProjectPlace, placeOfProject } from './new/project-name.ts';
export type { GitStart } from './new/start-git.ts';
export { type Prepared, type PreparedStep, type PrepareOptions, prepareProject } from './prepare.ts';
export { formatReadme } from './readme/format-readme.ts';
export { type ReadmeResult, writeReadme } from './readme/write-readme.ts';
