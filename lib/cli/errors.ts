/** The error codes of the command line, each with one sentence for docs/errors.md. */
export const cliErrors = {
  usage:
    'The command line is not one that Octavo takes: an unknown command or option, or a missing argument (exit code 2).',
  'start-workflow-missing': 'octavo start was typed in a project that does not hold the iris workflow.',
} as const;
