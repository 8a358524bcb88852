import { findProject } from '../../../host/project.ts';

/** Says in the user's words what Node and vite say in the loader's: that a module is not there, and what to type. */
export function missingModule(specifier: string, folder: string): Error & { code: string } {
  return Object.assign(new Error(whatIsMissing(specifier, folder)), { code: 'ERR_MODULE_NOT_FOUND' });
}

function whatIsMissing(specifier: string, folder: string): string {
  const isPath = /^\.{0,2}\//.test(specifier) || URL.canParse(specifier) || specifier.startsWith('#');
  if (isPath) return `Cannot find module '${specifier}' from ${folder}`;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (name !== findProject(folder).name)
    return `Cannot find package '${name}' from ${folder}. To install it: npm install ${name}`;
  return `This project has no module '${specifier}'. If a notebook exports it: octavo export`;
}
