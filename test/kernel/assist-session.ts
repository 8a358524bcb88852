/** A project with files and packages, and TypeScript's server for its cells: what completion and inspection are tried on. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Completions, completeCell } from '../../lib/kernel/language/completion.ts';
import { type DetailLevel, inspectCell } from '../../lib/kernel/language/inspection.ts';
import { TypeScriptLanguage } from '../../lib/kernel/language/typescript-language.ts';

const files: Record<string, string> = {
  'package.json': '{ "name": "trial", "type": "module", "dependencies": { "shapes": "1.2.3" } }',
  'tsconfig.json': '{ "compilerOptions": { "strict": true, "lib": ["esnext"], "jsx": "preserve" } }',
  'lib/area.ts': `/** The area of a square. */\nexport function area(side: number): number {\n  return side ** 2;\n}\n`,
  'lib/angle.ts': 'export const right = 90;\n',
  'node_modules/shapes/package.json': JSON.stringify({
    name: 'shapes',
    version: '1.2.3',
    description: 'Round and square things',
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './round': { types: './dist/round.d.ts', default: './dist/round.js' },
      './dist/*': null,
    },
  }),
  'node_modules/shapes/dist/index.d.ts': `/** Makes a shape.\n * @param kind its kind\n * @param options more\n * @deprecated use {@link Array} or [the web](https://example.org/a_b)\n * @example\n * \`\`\`ts\n * shape('square', { size: 2 })\n * \`\`\`\n */\nexport declare function shape(kind: 'circle' | 'square', options?: { size: number; 'line-width'?: number }): void;\nexport declare const sides: number;\n`,
  'node_modules/shapes/dist/round.d.ts': 'export declare const radius: number;\n',
};

export interface AssistSession {
  run: (code: string) => Promise<void>; // as if the kernel had run it
  complete: (marked: string) => Promise<Completions & { texts: string[] }>; // the cursor is where `¦` stands
  inspect: (marked: string, detail?: DetailLevel) => Promise<string | undefined>;
  folder: string;
  language: TypeScriptLanguage;
  close: () => void;
}

export function openAssistSession(): AssistSession {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-assist-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const language = new TypeScriptLanguage({ cwd: folder, env: process.env, budgetMs: 60_000 });
  const place = { notebook: undefined, id: undefined, index: undefined };

  async function at(marked: string) {
    const offset = marked.indexOf('¦');
    const code = marked.slice(0, offset) + marked.slice(offset + 1);
    return { code, offset, document: await language.open(code, place) };
  }

  return {
    folder,
    language,
    run: async (code) => {
      const check = await language.check(code, place);
      if (check.outcome !== 'checked' || check.problems.length > 0) throw new Error(JSON.stringify(check));
      language.accept(code, place, []);
    },
    complete: async (marked) => {
      const { code, offset, document } = await at(marked);
      const found = await completeCell(document, code, offset, language.names(), (text) => language.open(text, place));
      if (!found) throw new Error('the language server did not answer');
      return { ...found, texts: found.matches.map(({ text }) => text) };
    },
    inspect: async (marked, detail = 0) => {
      const { code, offset, document } = await at(marked);
      return inspectCell(document, code, offset, detail);
    },
    close: () => {
      language.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
