import { printStyle } from './print-style.ts';

// Every text has a contrast of at least 4.5 : 1 on what is behind it, on light and on dark.

const colours = `:root{color-scheme:light dark;
--page:#fff;--text:#1f2328;--dim:#59636e;--line:#d1d9e0;--soft:#f6f8fa;--link:#0b57d0;
--good:#116329;--good-soft:#dafbe1;--bad:#b3121d;--bad-soft:#ffebe9;--stopped:#7d4e00;--stopped-soft:#fff3cf;--neutral:#424a53;--neutral-soft:#eaeef2;
--word:#a3158f;--quote:#0a3069;--number:#0b50b4;--comment:#59636e;
--red:#b3121d;--green:#116329;--yellow:#7d4e00;--blue:#0b57d0;--magenta:#a3158f;--cyan:#0a6570;--mark:#ffd8d3}
@media screen and (prefers-color-scheme:dark){:root{
--page:#14181d;--text:#e6edf3;--dim:#a2acb7;--line:#3a424b;--soft:#1d232a;--link:#82b6ff;
--good:#5fd47a;--good-soft:#12301b;--bad:#ff9a92;--bad-soft:#3d1a1b;--stopped:#f0c05a;--stopped-soft:#352708;--neutral:#c3ccd5;--neutral-soft:#2a3139;
--word:#f39be4;--quote:#a5d6ff;--number:#82b6ff;--comment:#a2acb7;
--red:#ff9a92;--green:#5fd47a;--yellow:#f0c05a;--blue:#82b6ff;--magenta:#f39be4;--cyan:#6fd3de;--mark:#6b2326}}`;

const layout = `*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
header,.columns,footer{max-width:76rem;margin:0 auto;padding:0 1.5rem}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem;top:.5rem;background:var(--page);padding:.5rem 1rem;z-index:1}
.skip:focus{left:1rem}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.6em 0 .5em;text-wrap:balance}
h1{font-size:2rem;margin:2rem 0 1rem}
h2{font-size:1.45rem}h3{font-size:1.2rem}h4{font-size:1.05rem}h5,h6{font-size:1rem}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.85em}
pre code{font-size:1em}
img{max-width:100%;height:auto}
main{min-width:0}
main>section{margin:0 0 2rem}
main>section>h2{margin-top:0}
.contents{font-size:.9rem;margin-bottom:1.5rem}
.contents h2{font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--dim);margin:0 0 .5rem}
.contents ul{list-style:none;margin:0;padding:0}
.contents li{margin:.15rem 0}
.contents a{color:var(--text);text-decoration:none;display:block;padding:.1rem 0}
.contents a:hover{text-decoration:underline}
.level-1{padding-left:1rem}.level-2{padding-left:2rem}
footer{color:var(--dim);font-size:.85rem;padding-top:2rem;padding-bottom:2rem}
@media (min-width:70rem){.columns:has(.contents){display:grid;grid-template-columns:14rem minmax(0,1fr);gap:3rem}
.contents{position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow-y:auto}}
@media (max-width:40rem){header,.columns,footer{padding-left:1rem;padding-right:1rem}h1{font-size:1.6rem;margin-top:1.2rem}.facts{grid-template-columns:1fr 1fr}}`;

const top = `.status{display:flex;align-items:center;flex-wrap:wrap;gap:.2rem .7rem;margin:0 0 1.2rem;padding:.8rem 1.1rem;border-radius:.6rem;background:var(--tone-soft);color:var(--tone)}
.status svg circle{fill:var(--tone)}
.status svg path{fill:none;stroke:var(--tone-soft);stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.status strong{font-size:1.25rem}
.status strong::first-letter{text-transform:uppercase}
body{--tone:var(--neutral);--tone-soft:var(--neutral-soft)}
body.good{--tone:var(--good);--tone-soft:var(--good-soft)}
body.bad{--tone:var(--bad);--tone-soft:var(--bad-soft)}
body.stopped{--tone:var(--stopped);--tone-soft:var(--stopped-soft)}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr));gap:.8rem 1.5rem;margin:0 0 2rem;padding:0 0 1.5rem;border-bottom:1px solid var(--line)}
.facts dt{color:var(--dim);font-size:.8rem}
.facts dd{margin:0;overflow-wrap:anywhere;font-size:.95rem}
.errors{border-left:4px solid var(--bad);background:var(--bad-soft);border-radius:.3rem;padding:1rem 1.2rem}
.errors h2{color:var(--bad);font-size:1.1rem;margin:0 0 .4rem}
.errors ul{margin:0;padding-left:1.2rem}
.errors a{color:var(--bad)}
.errors .place{color:var(--text);white-space:nowrap}
.scroll{overflow-x:auto}
.parameters table,.results table{border-collapse:collapse;width:100%}
.parameters :is(th,td),.results :is(th,td){text-align:left;vertical-align:top;padding:.45rem .8rem .45rem 0;border-bottom:1px solid var(--line)}
.parameters thead th,.results thead th{color:var(--dim);font-weight:400;font-size:.8rem}
.parameters tbody th,.results tbody th{font-weight:600}
.changed .value{font-weight:600}
.results tbody th{width:30%}
.results figure{margin:.3rem 0}`;

const cells = `.cell{margin:1.2rem 0;scroll-margin-top:1rem}
.cell.failed{border-left:4px solid var(--bad);padding-left:.8rem;margin-left:calc(-.8rem - 4px)}
.input{border:1px solid var(--line);border-radius:.4rem;background:var(--soft)}
summary{cursor:pointer}
.input>summary{padding:.3rem .8rem;color:var(--dim);font-size:.8rem;border-radius:.4rem}
.head{display:inline-flex;align-items:center;flex-wrap:wrap;gap:.2rem .7rem;width:calc(100% - 1.5rem)}
.cell>.head{color:var(--dim);font-size:.8rem}
.count{font-family:ui-monospace,Menlo,Consolas,monospace;white-space:pre}
.duration{margin-left:auto;font-variant-numeric:tabular-nums}
.chip{padding:0 .6em;border-radius:1em;background:var(--neutral-soft);color:var(--neutral)}
.chip.bad{background:var(--bad-soft);color:var(--bad);font-weight:600}
.chip.stopped{background:var(--stopped-soft);color:var(--stopped);font-weight:600}
pre{margin:0}
.code{padding:.2rem .8rem .7rem;white-space:pre-wrap;overflow-wrap:anywhere;tab-size:2}
.code mark{background:var(--mark);color:inherit;display:inline-block;width:100%;margin:0 -.8rem;padding:0 .8rem;box-sizing:content-box;box-shadow:inset 3px 0 var(--bad);scroll-margin-top:8rem}
.outputs{padding:.3rem .8rem 0}
.outputs>*{margin:.5rem 0}
.text{overflow-x:auto;white-space:pre;line-height:1.45}
.text.long{max-height:36rem;overflow-y:auto;border:1px solid var(--line);border-radius:.4rem;padding:.6rem .8rem}
.stderr{border-left:3px solid var(--stopped);background:var(--stopped-soft);padding:.4rem .8rem}
.error{border-left:3px solid var(--bad);background:var(--bad-soft);padding:.6rem .8rem}
.raw{color:var(--dim);white-space:pre-wrap;margin:1rem 0}
figure{margin:.5rem 0}
figure img{background:#fff;border-radius:.3rem;display:block}
.left-out{color:var(--dim);font-style:italic;font-size:.9em}
.t-word{color:var(--word)}.t-text{color:var(--quote)}.t-number{color:var(--number)}.t-comment{color:var(--comment);font-style:italic}
.a-bold{font-weight:700}.a-faint{color:var(--dim)}.a-italic{font-style:italic}.a-underlined{text-decoration:underline}
.a-red{color:var(--red)}.a-green{color:var(--green)}.a-yellow{color:var(--yellow)}.a-blue{color:var(--blue)}.a-magenta{color:var(--magenta)}.a-cyan{color:var(--cyan)}.a-black,.a-white{color:inherit}
:is(.a-on-red,.a-on-green,.a-on-yellow,.a-on-blue,.a-on-magenta,.a-on-cyan,.a-on-black,.a-on-white){color:var(--page);background:var(--text)}
.a-on-red{background:var(--red)}.a-on-green{background:var(--green)}.a-on-yellow{background:var(--yellow)}.a-on-blue{background:var(--blue)}.a-on-magenta{background:var(--magenta)}.a-on-cyan{background:var(--cyan)}`;

const content = `.prose{margin:1rem 0;max-width:48rem}
.prose>:first-child{margin-top:.6em}
.prose blockquote{margin:1em 0;padding:0 1rem;border-left:4px solid var(--line);color:var(--dim)}
.prose pre{background:var(--soft);border:1px solid var(--line);border-radius:.4rem;padding:.7rem .9rem;white-space:pre-wrap;overflow-wrap:anywhere}
.prose :not(pre)>code{background:var(--soft);border-radius:.25em;padding:.1em .3em}
.prose table{display:block;overflow-x:auto}
hr{border:0;border-top:1px solid var(--line);margin:2rem 0}
:is(.prose,.html) table{border-collapse:collapse}
:is(.prose,.html) :is(th,td){padding:.3em .8em;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
:is(.prose,.html) [align=right]{text-align:right}
:is(.prose,.html) [align=center]{text-align:center}
.html{overflow-x:auto;font-size:.9rem}
.html thead th{border-bottom:2px solid var(--line)}
.html.paper{background:#fff;color:#1f2328;padding:.6rem;border-radius:.3rem;color-scheme:light}
.dataframe :is(th,td){text-align:right}
.octavo-view{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.85rem;line-height:1.45}
.octavo-view :is(small,tbody th,.octavo-dim){color:var(--dim);font-size:inherit;font-weight:400}
.octavo-view p{margin:.3rem 0}
.octavo-view :is(td,th){white-space:pre;padding:.2em .8em}
.octavo-view ul{list-style:none;margin:0;padding:0 0 0 1.3em}
.octavo-view ul ul{border-left:1px solid var(--line);margin-left:.3em;padding-left:1em}
.octavo-view li{white-space:pre-wrap;overflow-wrap:anywhere}
.octavo-view .octavo-string{color:var(--quote)}.octavo-view .octavo-number{color:var(--number)}.octavo-view .octavo-word{color:var(--word)}
.octavo-formula{font-style:italic}`;

/** The style of a report, all of it. */
export const reportStyle = [colours, layout, top, cells, content, printStyle].join('\n');
