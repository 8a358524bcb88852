import type { ModuleText } from './module-text.ts';
import { type TestModuleOptions, testModuleOf } from './test-module.ts';

/**
 * The test modules of notebooks whose texts are known. `begin` makes them while the workers start, one in a turn of the
 * event loop; one that is asked for earlier is made then.
 */
export function madeModules(texts: ReadonlyMap<string, { text: string }>, options: TestModuleOptions) {
  const made = new Map<string, ModuleText>();
  const moduleOf = (file: string): ModuleText => {
    const known = made.get(file) ?? testModuleOf(texts.get(file)?.text ?? '', file, options);
    made.set(file, known);
    return known;
  };
  const begin = () => {
    const files = texts.keys();
    const next = () => {
      const file = files.next().value;
      if (file === undefined) return;
      try {
        moduleOf(file);
      } catch {} // whoever asks for it hears of it
      setImmediate(next);
    };
    next();
  };
  return { moduleOf, begin };
}
