/** The error codes of `octavo/lab`, each with one sentence for docs/errors.md. */
export const labErrors = {
  'lab-python-missing': 'JupyterLab needs Python 3.10 or newer, and no Python was found on the PATH.',
  'lab-python-too-old': 'Every Python that was found is older than 3.10.',
  'lab-python-without-venv': 'A Python is there, but it was packed without venv or ensurepip, which make environments.',
  'lab-venv-foreign':
    'The project has a .venv that Octavo did not make, and it lacks JupyterLab 4.6 or jupyter-server-proxy 4.6.',
  'lab-network': 'JupyterLab is not installed yet, and the Python package index cannot be reached.',
  'lab-wheel-missing': 'The folder given by --offline lacks a wheel that the lock file asks for.',
  'lab-install-failed':
    'Making the .venv or installing JupyterLab into it failed; the last lines of the tool are shown.',
  'lab-interrupted': 'The installation was stopped; the next start takes it up from the beginning.',
  'lab-project-read-only': 'The folders that JupyterLab needs in the project cannot be written.',
  'lab-folder-committed':
    'The repository brings .venv or .octavo, whose programs would run on the machine of everyone who starts a lab on a clone.',
  'lab-port-busy': 'Another program listens on the port that was asked for.',
  'lab-died': 'JupyterLab ended while it was starting, or did not answer in time; its last lines are shown.',
} as const;
