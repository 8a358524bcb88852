import { readFileSync } from 'node:fs';
import type { LoadFnOutput, LoadHookSync } from 'node:module';
import { extname } from 'node:path';
import { transformSync } from 'oxc-transform';
import { rememberSourceMap } from './module-places.ts';
import { projectFile } from './project-files.ts';
import { isUnerasable } from './unerasable.ts';

/**
 * Loads a file of the project. Node strips the types of TypeScript by itself, as it does outside of a notebook; what it
 * refuses (enums, namespaces with values, parameter properties, JSX) is made JavaScript first.
 */
export const loadProjectSource: LoadHookSync = (url, context, nextLoad) => {
  const file = projectFile(url);
  const kind = file === undefined ? '' : extname(file);
  if (file !== undefined && (kind === '.tsx' || kind === '.jsx')) {
    return transformed(url, file, readFileSync(file, 'utf8'), 'module');
  }
  const loaded = nextLoad(url, context);
  if (file === undefined || !/^\.[cm]?ts$/.test(kind) || loaded.source == null) return loaded;
  const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
  if (!isUnerasable(file, source)) return loaded;
  return transformed(url, file, source, loaded.format === 'commonjs-typescript' ? 'commonjs' : 'module', loaded);
};

function transformed(
  url: string,
  file: string,
  source: string,
  format: string,
  otherwise?: LoadFnOutput,
): LoadFnOutput {
  const { code, map, errors } = transformSync(file, source, {
    sourceType: format === 'commonjs' ? 'commonjs' : 'module',
    target: 'esnext',
    sourcemap: true,
  });
  const [error] = errors;
  if (error && otherwise) return otherwise; // Node says what is wrong
  if (error) throw new SyntaxError(`${file}: ${error.message}${error.codeframe ? `\n${error.codeframe}` : ''}`);
  if (map) rememberSourceMap(url, map);
  return { format, source: code, shortCircuit: true };
}
