// Plotly reads `<b>`, `<a href>`, `<span style>` and a few more in every text, and gives the style to the browser as it is: `fill:url(…)`
// asks another host as soon as the figure is drawn.
const simpleStyle = /^(?:[\w\s#:;,.%+-]|(?:rgb|hsl)a?\([\d\s.,%/]*\))*$/i;

/**
 * A text of a figure without styles that fetch something and without links that leave the lab's own tab. What a template puts into a
 * tag cannot be known here, so such a tag loses its attributes; a tag that another text would close is written out.
 */
export function harmlessText(text: string): string {
  if (!text.includes('<')) return text;
  return text.replace(/<(?=\/?[a-z][^<>]*$|$)/gi, '&lt;').replace(/<[^<>]*>/g, harmlessTag);
}

function harmlessTag(tag: string): string {
  if (tag.includes('%{')) return /^<\/?[a-z]*/i.exec(tag)?.[0].concat('>') ?? '';
  // As plotly finds them: its own patterns, less particular about what stands before and where the quote ends.
  const withoutStyle = tag.replace(/style\s*=\s*("[^"]*"?|'[^']*'?)/gi, (attribute, value: string) =>
    simpleStyle.test(value.replace(/^["']|["']$/g, '')) ? attribute : '',
  );
  return withoutStyle.replace(/target\s*=\s*("[^"]*"?|'[^']*'?)/gi, '');
}
