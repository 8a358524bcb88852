/**
 * A drawing as the address of an image. A browser that shows it so runs no script in it, follows no link and loads
 * nothing from elsewhere.
 */
export function svgAddress(source: string): string {
  const named = /<svg[^>]*\sxmlns\s*=/i.test(source.slice(0, 10_000))
    ? source
    : source.replace(/<svg/i, '<svg xmlns="http://www.w3.org/2000/svg"');
  return `data:image/svg+xml;base64,${Buffer.from(withoutNull(named)).toString('base64')}`;
}

function withoutNull(text: string): string {
  return text.replaceAll('\0', '').trimStart();
}
