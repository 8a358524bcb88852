// The ANSI colours of errors. JupyterLab shows them on pink in its light theme and on dark red in its dark one. Of the
// sixteen plain colours each is too faint on one of the two (red has a contrast of 2.7 : 1, yellow of 1.5, grey of 1.05);
// these of the 256 have at least 3 : 1 on both.

/** For what went wrong. */
export const red = (text: string): string => `\x1b[1;38;5;196m${text}\x1b[22;39m`;

/** For what may be wrong. */
export const orange = (text: string): string => `\x1b[38;5;166m${text}\x1b[39m`;

/** For where to look. */
export const teal = (text: string): string => `\x1b[38;5;30m${text}\x1b[39m`;

/** For what matters less. */
export const grey = (text: string): string => `\x1b[38;5;244m${text}\x1b[39m`;
