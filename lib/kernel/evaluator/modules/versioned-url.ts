/** The URL under which Node knows a module's version. The first has the plain URL, as everywhere else. */
export function versionedUrl(url: string, version: number): string {
  return version === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}v=${version}`;
}

/** A text (a URL, a stack) in which modules are called by their files, without versions. */
export function withoutVersions(text: string): string {
  return text.replace(/(file:\/\/[^\s?#]*(?:\?[^\s#]*?)??)[?&]v=\d+(?=$|[\s:)'"#,])/g, '$1');
}
