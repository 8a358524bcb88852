/** How a report looks on paper and as a PDF: always light, nothing cut off. */
export const printStyle = `@page{size:A4;margin:18mm 16mm 20mm}
@page{@bottom-right{content:counter(page) " / " counter(pages);font:9pt system-ui,sans-serif;color:#59636e}}
@media print{
body{font-size:10.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
header,.columns,footer{max-width:none;padding:0}
h1{margin-top:0}
.columns:has(.contents){display:block}
.contents{position:static;max-height:none;break-inside:avoid}
.skip{display:none}
.text,.text.long,.html,.scroll,.prose table{overflow:visible;max-height:none}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
.input:not(:has(code>:nth-child(300))),.text.error{break-inside:avoid}
h1,h2,h3,h4,h5,h6,summary{break-after:avoid}
figure,tr,.errors,.status{break-inside:avoid}
figure img{max-height:22cm;object-fit:contain}
.cell.failed{margin-left:0}
}`;
