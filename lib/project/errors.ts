/** The error codes of `octavo/project`, each with one sentence for docs/errors.md. */
export const projectErrors = {
  'project-bad-name': 'npm takes no package of this name, or the name is that of a package the project itself needs.',
  'project-folder-in-use': 'The folder for the new project has files in it, or is a file; nothing was changed.',
  'project-install-failed': 'npm install failed in the new project; what npm said stands above.',
  'project-missing': 'There is no package.json at or above this folder.',
  'project-manifest-invalid': 'The package.json of the project is not a JSON object.',
  'project-nothing-to-build': 'The folder of exported modules holds no TypeScript.',
  'project-build-failed': 'The TypeScript compiler refused the modules of the project; what was built before stays.',
  'project-dist-foreign': 'The folder that a build would replace holds files that no build has made.',
  'project-readme-unnamed': 'The package.json names no notebook for the README ("octavo": { "readme": … }).',
  'project-readme-foreign': 'README.md was written by a person, not made from a notebook, and is not replaced.',
  'project-manifest-edited':
    'The package.json was edited while a packing had put that of the package in its place; neither is thrown away.',
} as const;
