/** The error codes of `octavo/project`, each with one sentence for docs/errors.md. */
export const projectErrors = {
  'project-bad-name': 'npm takes no package of this name, or the name is that of a package the project itself needs.',
  'project-folder-in-use': 'The folder for the new project has files in it, or is a file; nothing was changed.',
  'project-folder-unwritable': 'The folder for the new project cannot be made.',
  'project-missing': 'There is no package.json at or above this folder.',
  'project-manifest-invalid': 'The package.json of the project is not a JSON object.',
  'project-nothing-to-build': 'The folder of exported modules holds no TypeScript.',
  'project-lib-outside':
    'The folder of modules, or a link in it, leads out of the project; a package would carry files of this machine.',
  'project-build-failed': 'The TypeScript compiler refused the modules of the project; what was built before stays.',
  'project-dist-foreign': 'The folder that a build would replace holds files that no build has made.',
  'project-readme-unnamed': 'The package.json names no notebook for the README ("octavo": { "readme": … }).',
  'project-readme-foreign': 'README.md was written by a person, not made from a notebook, and is not replaced.',
  'project-manifest-edited':
    'The package.json was edited while a packing had put that of the package in its place; neither is thrown away.',
  'hooks-no-git': 'Git hooks, filters and diffs need the program git, and there is none on the PATH.',
  'hooks-no-repository': 'The folder is in no git repository with files.',
  'hooks-git-failed': 'git refused what it was asked for; the message is its own.',
  'hooks-path-outside':
    'git looks for hooks in a folder outside of the repository (core.hooksPath), where Octavo changes nothing.',
  'hooks-attribute-taken': 'Notebooks go through the filter, diff or merge of another program already.',
  'hooks-setting-unknown':
    'The settings for the check before a commit, in package.json, say something that it does not know.',
} as const;
