/** The address of a link that may stand in a report: of the web, of mail, within the page, or of a file beside it. */
export function safeLink(address: string): string | undefined {
  const text = plain(address);
  if (text === '' || /^[\\/]{2}|^\/\\|^\\/.test(text)) return undefined; // of another server, by the scheme of this page
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return /^[^/?#]*:/.test(text) ? undefined : text;
  return ['http', 'https', 'mailto'].includes(scheme) ? text : undefined;
}

/** The address of an image that is in the page already; nothing is ever fetched. */
export function safeImage(address: string): string | undefined {
  const text = plain(address).replace(/\s+/g, '');
  return /^data:image\/(?:png|jpeg|gif|webp|bmp|svg\+xml)(?:;charset=utf-8)?;base64,[a-z0-9+/=]*$/i.test(text)
    ? text
    : undefined;
}

/** As a browser reads it: without the control characters in it and the blanks around it. */
function plain(address: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a browser skips them, so that java\tscript: is a script
  return address.replace(/[\0-\x1f\x7f]/g, '').trim();
}
