/** The error codes of the command line, each with one sentence for docs/errors.md. */
export const cliErrors = {
  usage:
    'The command line is not one that Octavo takes: an unknown command or option, or a missing argument (exit code 2).',
} as const;
