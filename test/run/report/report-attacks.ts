import { codeCell, createNotebook, markdownCell, type Notebook } from '../../../lib/notebook/index.ts';

const run = "window.attacked='yes'";

/** HTML that would run a script or ask for something, if a report let it. */
export const attacks = [
  `<script>${run}</script>`,
  `<SCRIPT\n>${run}</script >`,
  `<img src=x onerror="${run}">`,
  `<img src="http://evil.example/a.png"><img srcset="http://evil.example/b.png 1x">`,
  `<svg onload="${run}"><script>${run}</script><image href="http://evil.example/c.png"/></svg>`,
  `<svg><style><img src=x onerror="${run}"></style></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${run}"></style></mglyph></table></mtext></math>`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>"></noscript>`,
  `<a href="javascript:${run}">one</a><a href="java\tscript:${run}">two</a><a href="&#106;avascript&colon;${run}">three</a>`,
  `<a href="\u0001javascript:${run}">four</a><a href="data:text/html,<script>${run}</script>">five</a><a href="//evil.example">six</a>`,
  '<base href="http://evil.example/"><meta http-equiv="refresh" content="0;url=http://evil.example/">',
  '<style>@import "http://evil.example/d.css";body{background:url(http://evil.example/e.png)}</style>',
  '<p style="background:url(http://evil.example/f.png);position:fixed;color:red">styled</p>',
  '<link rel="stylesheet" href="http://evil.example/g.css"><link rel=preload href=http://evil.example/h as=image>',
  `<iframe src="http://evil.example/"></iframe><iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
  `<object data="http://evil.example/i.svg"></object><embed src="http://evil.example/j.svg">`,
  `<form action="http://evil.example/"><input autofocus onfocus="${run}"><button>send</button></form>`,
  `<video src="http://evil.example/k.mp4" onerror="${run}"></video><audio src="http://evil.example/l.mp3"></audio>`,
  `<details ontoggle="${run}" open><summary>open</summary></details><p onclick="${run}" tabindex=1 id="cells">p</p>`,
  `</div></section></main><script>${run}</script><!-- --!><script>${run}</script>`,
  `<!--><img src=x onerror="${run}">-->`,
  `<table background="http://evil.example/m.png"><tr><td background="http://evil.example/n.png">cell</table>`,
  `<xmp><img src=x onerror="${run}"></xmp><textarea></textarea><title><script>${run}</script></title>`,
  `<p title="<img src=x onerror=${run}>">title</p>`,
  '<template><script>0</script></template><plaintext><b>plain',
];

/** A notebook that brings them in every way that a notebook can. */
export function attackNotebook(): Notebook {
  const outputs = attacks.flatMap((html) => [
    { output_type: 'display_data' as const, data: { 'text/html': html, 'text/plain': 'plain' }, metadata: {} },
    { output_type: 'display_data' as const, data: { 'text/markdown': html }, metadata: {} },
    {
      output_type: 'display_data' as const,
      data: { 'image/svg+xml': `<svg xmlns="http://www.w3.org/2000/svg">${html}</svg>`, 'text/plain': html },
      metadata: {},
    },
    { output_type: 'display_data' as const, data: { 'application/json': { html } }, metadata: {} },
    { output_type: 'stream' as const, name: 'stdout' as const, text: html },
    { output_type: 'error' as const, ename: html, evalue: html, traceback: [html] },
  ]);
  const others = [
    {
      output_type: 'display_data' as const,
      data: { 'application/javascript': run, 'image/png': `"><script>${run}</script>` },
      metadata: {},
    },
    {
      output_type: 'display_data' as const,
      data: {
        'application/scrapbook.scrap.text+json': {
          name: attacks[0] as string,
          data: attacks[2] as string,
          encoder: 'text',
          version: 1,
        },
      },
      metadata: {},
    },
  ];
  const code = { ...codeCell(attacks.join('\n')), executionCount: 1, outputs: [...outputs, ...others] };
  const links = `[a](javascript:${run}) [b](data:text/html,x) ![c](http://evil.example/o.png) <javascript:${run}> [d]( "onclick=${run}")\n\n# <img src=x onerror="${run}">\n\n# \`<script>\``;
  const cells = [markdownCell(links), ...attacks.map((html) => markdownCell(html)), code];
  const metadata = {
    kernelspec: { name: `<script>${run}</script>`, display_name: '', language: 'typescript' },
    papermill: { parameters: { '<script>0</script>': attacks[0] as string }, input_path: attacks[2] as string },
    octavo: { status: '<script>', run_id: '"><script>', version: attacks[0] as string },
  };
  return createNotebook({ cells, metadata });
}
