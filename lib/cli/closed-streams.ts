/**
 * What becomes of a command whose reader has gone (`octavo inspect … | head -1`): it ends quietly, as others do by
 * SIGPIPE. Where nobody reads stderr, or its disk is full, there is nobody to tell.
 */
export function endWithReader(): void {
  process.stdout.off('error', endQuietly).on('error', endQuietly); // once, also when called again
  process.stderr.off('error', ignore).on('error', ignore);
}

/** Has a command go on all the same: a run is there for its notebook, not for what it prints on the way. */
export function outliveReader(): void {
  let isTold = false;
  process.stdout.off('error', endQuietly).on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE' && !isTold) process.stderr.write(`octavo: stdout is not complete: ${message}\n`);
    isTold = true;
  });
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(141);
  throw error;
}

function ignore(): void {
  // The command is for what it does.
}
