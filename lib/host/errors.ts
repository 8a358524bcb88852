/** The error codes of `octavo/host`, each with one sentence for docs/errors.md. */
export const hostErrors = {
  'file-missing': 'There is no file at this path.',
  'file-is-folder': 'The path is a folder where a file is needed.',
  'file-unreadable': 'The file is there but may not be read, or reading it failed.',
  'file-unwritable':
    'The file cannot be written: its folder is missing, permission is denied or the disk is full; the old file stays as it was.',
  'file-outside-project':
    'A file to be written lies outside of the project, by way of a link or of `..`; nothing is written.',
  'file-changed':
    'Another program saved the file between the moment it was read and the moment it was to be replaced; its version stays.',
  'git-missing': 'The program git cannot be started.',
  'git-no-repository': 'The folder is in no git repository.',
  'git-unknown-revision': 'git knows no such revision: no commit, branch or tag of this name, or no commit at all yet.',
  'git-failed': 'git was asked something and ended with an error; the message is its own.',
} as const;
