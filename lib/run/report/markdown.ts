import { Marked, type TokenizerAndRendererExtension, type Tokens } from 'marked';
import { escapeHtml } from '../../kernel/views/html.ts';
import { highlightedLines } from './highlight.ts';
import { decoded } from './html-tokens.ts';
import { sanitise } from './sanitise.ts';

/** A heading of the report. */
export interface Heading {
  level: number; // 1 to 6, as the notebook says
  text: string;
  id: string; // within the page
}

export interface MarkdownOptions {
  image?: (address: string) => string | undefined; // the data of an attachment
  headingId?: (text: string) => string; // without it headings get none
}

const longest = 500_000; // characters that are worth reading as markdown

/** Formulas stay as they were written, and no part of them is taken for markdown. */
const blockFormula: TokenizerAndRendererExtension = {
  name: 'blockFormula',
  level: 'block',
  start: (source) => source.indexOf('$$'),
  tokenizer(source) {
    const [raw, text] = /^\$\$([^$]{1,5000})\$\$(?:\n|$)/.exec(source) ?? [];
    return raw === undefined ? undefined : { type: 'blockFormula', raw, text };
  },
  renderer: (token) => `<pre class="octavo-formula">${escapeHtml(String(token.text).trim())}</pre>\n`,
};
const formula: TokenizerAndRendererExtension = {
  name: 'formula',
  level: 'inline',
  start: (source) => source.indexOf('$'),
  tokenizer(source) {
    const [raw, text] = /^\$(?=[^\s$])([^$\n]{1,500})(?<=\S)\$(?!\d)/.exec(source) ?? [];
    return raw === undefined ? undefined : { type: 'formula', raw, text };
  },
  renderer: (token) => `<code class="octavo-formula">${escapeHtml(String(token.text))}</code>`,
};

const marked = new Marked({
  gfm: true,
  async: false,
  extensions: [blockFormula, formula],
  renderer: {
    checkbox: ({ checked }: Tokens.Checkbox) => (checked ? '☑ ' : '☐ '),
    code: ({ text, lang }: Tokens.Code) =>
      `<pre><code>${highlightedLines(text, lang?.split(/[\s{,]/)[0]).join('\n')}</code></pre>\n`,
  },
});

/** Markdown as safe HTML, and the headings in it. HTML within markdown is made safe as that of outputs is. */
export function renderMarkdown(source: string, options: MarkdownOptions = {}): { html: string; headings: Heading[] } {
  const headings: Heading[] = [];
  if (source.length > longest) return { html: `<pre>${escapeHtml(source)}</pre>`, headings };
  let rendered: string;
  try {
    rendered = marked.parse(source) as string;
  } catch {
    return { html: `<pre>${escapeHtml(source)}</pre>`, headings }; // nested deeper than anybody writes
  }
  const { html } = sanitise(rendered, options);
  const { headingId } = options;
  const withIds = html.replace(
    /<h([1-6])([^>]*)>([\s\S]*?)<\/h\1>/g,
    (_, digit: string, attributes: string, content: string) => {
      const level = Number(digit);
      const text = decoded(content.replace(/<[^>]*>/g, '')).trim();
      const shown = Math.min(6, level + 1); // the page has a title of its own
      if (!headingId || text === '') return `<h${shown}${attributes}>${content}</h${shown}>`;
      const id = headingId(text);
      headings.push({ level, text, id });
      return `<h${shown}${attributes} id="${id}">${content}</h${shown}>`;
    },
  );
  return { html: withIds, headings };
}
