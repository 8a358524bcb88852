/** The error codes of `octavo/host`, each with one sentence for docs/errors.md. */
export const hostErrors = {
  'file-missing': 'There is no file at this path.',
  'file-is-folder': 'The path is a folder where a file is needed.',
  'file-unreadable': 'The file is there but may not be read, or reading it failed.',
  'file-unwritable':
    'The file cannot be written: its folder is missing, permission is denied or the disk is full; the old file stays as it was.',
  'file-changed':
    'Another program saved the file between the moment it was read and the moment it was to be replaced; its version stays.',
} as const;
