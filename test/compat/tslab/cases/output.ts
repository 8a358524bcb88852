import type { Topic } from '../corpus.ts';

export const output: Topic = {
  title: 'output',
  cases: [
    { name: 'console.log of several values', steps: ["console.log('a', 1, [true], { b: null })"] },
    { name: 'console.log with a format', steps: ["console.log('%s is %d and %j', 'x', 4, { y: 1 })"] },
    { name: 'console.log before the value', steps: ["console.log('first'); 'last'.length"] },
    { name: 'console.error', steps: ["console.error('careful')"] },
    {
      name: 'stdout and stderr keep their order',
      steps: ["console.log('one'); console.error('two'); console.log('three')"],
    },
    { name: 'console.table', steps: ["console.table([{ a: 1, b: 'x' }, { a: 2, b: 'y' }])"] },
    {
      name: 'console.dir, group and assert',
      steps: [
        "console.group('outside'); console.log('inside'); console.groupEnd(); console.dir({ a: { b: { c: {} } } }, { depth: 0 }); console.assert(1 === 1)",
      ],
    },
    {
      name: 'console.count and console.debug',
      steps: ["console.count('x'); console.count('x'); console.debug('low'); console.info('plain')"],
    },
    {
      name: 'process.stdout.write without an end of line',
      steps: ["process.stdout.write('ab'); process.stdout.write('cd\\n');"],
    },
    { name: 'bytes to stdout', steps: ["process.stdout.write(Buffer.from('bytes\\n'));"] },
    { name: 'text of other scripts', steps: ["console.log('naïve – 日本 – 🎲')"] },
    { name: 'a text with escapes', steps: ["console.log('a\\tb\\\\c')"] },
    { name: '400 lines', steps: ['for (let line = 0; line < 400; line++) console.log(line)'] },
    {
      name: '2,000 lines',
      steps: ['let printed = 0;\nfor (; printed < 2000; printed++) console.log(printed);', 'printed'],
      octavo: [Array.from({ length: 2000 }, (_, line) => line).join('\n'), '2000'],
    },
    {
      name: 'a timer that rings while a later cell runs',
      steps: [
        "const late = setTimeout(() => console.log('late'), 60);",
        'await new Promise<void>((done) => setTimeout(done, 250));',
      ],
      octavo: ['', ''],
    },
    {
      name: 'what a child process prints',
      steps: [
        "import { execSync } from 'child_process'; execSync('echo from below', { stdio: 'pipe' }).toString().trim()",
      ],
    },
    {
      name: 'what a child process prints by itself',
      steps: [
        "import { spawnSync } from 'child_process'; spawnSync('echo', ['straight'], { stdio: 'inherit' }).status",
      ],
      octavo: ['straight\n0'],
    },
  ],
};

export const displays: Topic = {
  title: 'display',
  cases: [
    {
      name: 'what a display is on the wire',
      steps: ["import { display } from 'tslab';", { wire: "display.html('<b>bold</b>')" }],
      octavo: ['', 'busy execute_input display_data (text/html, text/plain) idle'],
    },
    { name: 'display.html', steps: ["import * as tslab from 'tslab';", "tslab.display.html('<b>bold</b>')"] },
    {
      name: 'display.markdown, text, latex and javascript',
      steps: [
        "import { display } from 'tslab';",
        "display.markdown('# Title'); display.text('plain'); display.latex('$x$'); display.javascript('1')",
      ],
    },
    { name: 'display.svg', steps: ["import * as shapes from 'tslab';", "shapes.display.svg('<svg/>')"] },
    {
      name: 'display.png, jpeg, gif and pdf take bytes',
      steps: [
        "import * as pictures from 'tslab';",
        'const bytes = new Uint8Array([1, 2, 3]);',
        'pictures.display.png(bytes); pictures.display.jpeg(bytes); pictures.display.gif(bytes); pictures.display.pdf(bytes)',
      ],
    },
    {
      name: 'display.raw with text, and with bytes',
      steps: [
        "import * as raw from 'tslab';",
        "raw.display.raw('text/csv', 'a,b'); raw.display.raw('application/zip', new Uint8Array([9]))",
      ],
    },
    {
      name: 'display.raw with a JSON type',
      steps: ["import * as json from 'tslab';", "json.display.raw('application/vnd.x+json', { a: 1 } as any)"],
    },
    {
      name: 'newDisplay shows once, then updates',
      steps: [
        "import * as live from 'tslab';",
        "const place = live.newDisplay(); place.text('one'); place.text('two'); place.html('three')",
        "place.text('from a later cell')",
      ],
    },
    {
      name: 'displays and printed lines keep their order',
      steps: [
        "import * as order from 'tslab';",
        "console.log('before'); order.display.text('between'); console.log('after')",
      ],
    },
    {
      name: 'versions',
      steps: ["import * as about from 'tslab';", 'about.versions.tslab', 'about.versions.node === process.version'],
    },
    { name: 'tslab by its default import', steps: [{ ends: "import lab from 'tslab';\nlab.versions" }] },
    { name: 'tslab by require', steps: ["const required = require('tslab');", 'typeof required.newDisplay'] },
    {
      name: 'a display in a timer goes to its cell',
      steps: [
        "import * as timed from 'tslab';",
        "setTimeout(() => timed.display.text('late'), 30); await new Promise<void>((done) => setTimeout(done, 80));",
      ],
    },
  ],
};
