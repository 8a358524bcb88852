/** A traceback without the message that stands above it already, once or more often; '' when there is nothing else in it. */
export function tracebackAfter(message: string, traceback: string): string {
  let rest = traceback.trim();
  while (message.trim() !== '' && (rest === message.trim() || rest.startsWith(`${message.trim()}\n`))) {
    rest = rest
      .slice(message.trim().length)
      .replace(/^\s*\n/, '')
      .trimEnd();
  }
  return rest;
}
