const link = /\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)/g;

/** A language server's markdown as a notebook shows it: links to files on this machine lead nowhere there. */
export function readableMarkdown(markdown: string): string {
  return outsideCode(markdown, (text) =>
    text.replace(link, (whole, label: string, target: string) => (/^https?:/.test(target) ? whole : label)),
  )
    .replace(/^```typescript$/gm, '```ts')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The same for a terminal: without marks, code as it stands. */
export function plainText(markdown: string): string {
  return outsideCode(readableMarkdown(markdown), (text) =>
    text
      .replace(link, (_, label: string, target: string) => (target === label ? target : `${label} (${target})`))
      .replace(/\*\*(\S(?:.*?\S)?)\*\*/g, '$1')
      .replace(/(?<![\w*])\*(\S(?:.*?\S)?)\*(?![\w*])/g, '$1')
      .replace(/(`+)(.+?)\1/g, '$2')
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replace(/^---$/gm, ''),
  )
    .replace(/^```.*\n?/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Edits the prose of a markdown text: what stands between fences stays. */
function outsideCode(markdown: string, edit: (text: string) => string): string {
  return markdown
    .split(/(^```[\s\S]*?^```[^\S\n]*$)/m)
    .map((part, index) => (index % 2 === 0 ? edit(part) : part))
    .join('');
}
