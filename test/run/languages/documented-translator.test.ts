import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTranslators } from '../../../lib/run/index.ts';
import { commonEscapes, escaped, translatorOf } from '../../../lib/run/languages/index.ts';

test('the translator of docs/run.md can be registered as it stands there', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/run.md'), 'utf8');
  const example = /^translators\.register\('lua'[\s\S]*?^}\)\);$/m.exec(page)?.[0] as string;
  const translators = createTranslators();
  new Function('translators', 'translatorOf', 'escaped', 'commonEscapes', example)(
    translators,
    translatorOf,
    escaped,
    commonEscapes,
  );
  const cell = translators
    .find('lua', 'Lua')
    ?.writeParameters({ epochs: 5, name: 'café "x"', layers: [16, { a: null }] }, []);
  expect(cell).toBe('-- Parameters\nepochs = 5\nname = "caf\\u{e9} \\"x\\""\nlayers = {16, {["a"] = nil}}\n');
});
