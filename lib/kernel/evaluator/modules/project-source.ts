import { readFileSync } from 'node:fs';
import type { LoadFnOutput, LoadHookSync } from 'node:module';
import { dirname, extname } from 'node:path';
import { type Helpers, transformSync } from 'oxc-transform';
import { lowerDecorators } from '../../transform/index.ts';
import { rememberSourceMaps } from '../errors/module-places.ts';
import { projectFile } from './project-files.ts';
import { syntaxOfProject } from './project-syntax.ts';
import { unerasableSyntax } from './unerasable.ts';

/** A file of the project that Node cannot run as it is. */
interface Unready {
  url: string;
  file: string;
  source: string;
  format: 'module' | 'commonjs';
  found: Set<string>; // what Node refuses
}

/**
 * Loads a file of the project. Node strips the types of TypeScript by itself, as it does outside of a notebook; what it
 * refuses (enums, namespaces with values, parameter properties, decorators, JSX) is made JavaScript first, as the
 * project's tsconfig.json says.
 */
export const loadProjectSource: LoadHookSync = (url, context, nextLoad) => {
  const file = projectFile(url);
  const kind = file === undefined ? '' : extname(file);
  if (file !== undefined && (kind === '.tsx' || kind === '.jsx')) {
    const source = readFileSync(file, 'utf8');
    return made({ url, file, source, format: 'module', found: unerasableSyntax(file, source) });
  }
  const loaded = nextLoad(url, context);
  if (file === undefined || !/^\.[cm]?ts$/.test(kind) || loaded.source == null) return loaded;
  const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
  const found = unerasableSyntax(file, source);
  if (found.size === 0) return loaded;
  const format = loaded.format === 'commonjs-typescript' ? 'commonjs' : 'module';
  return made({ url, file, source, format, found }, loaded);
};

/** Throws a SyntaxError, unless Node can say what is wrong (with `asIs`). */
function made({ url, file, source, format, found }: Unready, asIs?: LoadFnOutput): LoadFnOutput {
  const hasDecorators = found.has('Decorator') || found.has('AccessorProperty');
  const { jsx, legacyDecorators, decoratorMetadata } = syntaxOfProject(dirname(file));
  const { code, map, errors } = transformSync(file, source, {
    sourceType: format,
    target: 'esnext',
    sourcemap: true,
    jsx: jsx ?? { runtime: 'automatic' },
    ...(hasDecorators && legacyDecorators
      ? {
          decorator: { legacy: true, emitDecoratorMetadata: decoratorMetadata },
          helpers: { mode: 'External' } as Helpers, // an enum that is not there when types are stripped
        }
      : {}),
  });
  const [error] = errors;
  if (error && asIs) return asIs;
  if (error) throw new SyntaxError(`${file}: ${error.message}${error.codeframe ? `\n${error.codeframe}` : ''}`);
  if (hasDecorators && !legacyDecorators) {
    const lowered = lowerDecorators(code);
    rememberSourceMaps(url, [lowered.map, map]);
    return { format, source: lowered.code, shortCircuit: true };
  }
  if (!hasDecorators) {
    rememberSourceMaps(url, [map]);
    return { format, source: code, shortCircuit: true };
  }
  rememberSourceMaps(url, [map && { ...map, mappings: `;${map.mappings}` }]);
  return { format, source: `${helpers[format]}\n${code}`, shortCircuit: true };
}

const helpersUrl = new URL(`./legacy-decorators${extname(import.meta.filename)}`, import.meta.url);
const helpers = {
  module: `import { legacyDecorators as babelHelpers } from ${JSON.stringify(helpersUrl.href)};`,
  commonjs: `const { legacyDecorators: babelHelpers } = require(${JSON.stringify(helpersUrl.pathname)});`,
};
