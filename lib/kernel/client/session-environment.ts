/** What a kernel is told of its session by its environment. */
export function sessionEnvironment(session: {
  env?: Record<string, string | undefined> | undefined;
  notebookPath?: string | undefined; // what the session is for
}): Record<string, string | undefined> {
  const { env, notebookPath } = session;
  return { ...(notebookPath === undefined ? {} : { JPY_SESSION_NAME: notebookPath }), ...env };
}
