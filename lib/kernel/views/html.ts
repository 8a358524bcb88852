const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that HTML shows as it is, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => marks[mark] as string);
}

// JupyterLab's variables follow its theme; elsewhere colours are those of the page. A page that takes the styles away
// (GitHub) still shows tables, lists and things to unfold. The selectors outdo JupyterLab's own for outputs.

const ofAll = `div.octavo-view{color:var(--jp-content-font-color1,inherit);font-family:var(--jp-code-font-family,ui-monospace,monospace);font-size:var(--jp-code-font-size,13px);line-height:1.45;overflow-x:auto}
div.octavo-view :is(small,tbody th,.octavo-dim){color:var(--jp-content-font-color2,inherit);font-size:inherit;font-weight:400}
div.octavo-view :is(p,pre){margin:0;color:inherit;background:none;font:inherit}
div.octavo-view pre{white-space:pre;padding:.2em 0}`;

const ofTables = `div.octavo-view table.octavo-table{border-collapse:collapse;margin:0 0 .4em;table-layout:auto;font-size:inherit;border:0}
div.octavo-view table.octavo-table tr{background:none}
div.octavo-view table.octavo-table tbody tr:nth-child(even){background:rgba(128,128,128,.1)}
div.octavo-view table.octavo-table :is(td,th){padding:.2em .8em;text-align:left;vertical-align:top;white-space:pre;border:0;max-width:40em;overflow:hidden;text-overflow:ellipsis}
div.octavo-view table.octavo-table [align=right]{text-align:right;font-variant-numeric:tabular-nums}
div.octavo-view table.octavo-table thead th{border-bottom:1px solid var(--jp-border-color1,rgba(128,128,128,.5));font-weight:600}`;

const ofTrees = `div.octavo-view ul{list-style:none!important;margin:0!important;padding:0 0 0 1.3em!important;white-space:normal}
div.octavo-view li{margin:0;padding:0;white-space:pre-wrap;overflow-wrap:anywhere}
div.octavo-view ul ul{border-left:1px solid var(--jp-border-color2,rgba(128,128,128,.3));margin-left:.3em!important;padding-left:1em!important}
div.octavo-view details{margin:0;padding:0}
div.octavo-view summary{cursor:pointer;width:fit-content;margin:0;padding:0}
div.octavo-view summary:hover{text-decoration:underline}
div.octavo-view b{font-weight:600;color:var(--jp-mirror-editor-property-color,inherit)}
div.octavo-view .octavo-string{color:var(--jp-mirror-editor-string-color,inherit)}
div.octavo-view .octavo-number{color:var(--jp-mirror-editor-number-color,inherit)}
div.octavo-view .octavo-word{color:var(--jp-mirror-editor-keyword-color,inherit)}`;

const styles = { table: ofTables, tree: ofTrees, text: '' };

/** A view as an output of its own: in a frame that holds its styles. */
export function framed(content: string, kind: keyof typeof styles): string {
  const style = [ofAll, styles[kind]].filter((one) => one !== '').join('\n');
  return `<div class="octavo-view"><style>\n${style}\n</style>\n${content}\n</div>`;
}
