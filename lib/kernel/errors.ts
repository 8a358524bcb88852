/** The error codes of `octavo/kernel`, each with one sentence for docs/errors.md. */
export const kernelErrors = {
  'kernel-unknown': 'No installed kernel has this name; the message lists those that are installed.',
  'kernel-spec-invalid': 'A kernel.json that was asked for by its path is missing, is not JSON or lacks its argv.',
  'kernel-start-failed': 'The kernel process could not be started, or ended before it answered.',
  'kernel-start-timeout': 'The kernel process runs but did not answer within the start timeout.',
  'kernel-thread-folder':
    'The in-process engine works in the working folder of its process, and another was asked for.',
  'kernel-thread-foreign': 'The in-process engine runs Octavo’s own kernel alone, and another was asked for.',
  'kernel-died': 'The kernel process ended while a cell was running, or before it could run one.',
  'kernel-exists': 'A kernel of this name is installed already, and it is not Octavo’s own.',
  'kernel-wrong-answer':
    'The kernel answers, but not what it was asked: its replies carry other ids, or it says that a cell is done without one.',
} as const;
