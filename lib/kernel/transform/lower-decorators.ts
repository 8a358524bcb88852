import { createRequire } from 'node:module';
import { arch, platform } from 'node:process';
import type { EncodedSourceMap } from '@jridgewell/trace-mapping';

const mapMark = '//# sourceMappingURL=data:application/json;base64,';

export interface LoweredText {
  code: string;
  map: EncodedSourceMap;
}

/**
 * Makes of JavaScript with standard decorators and `accessor` fields (proposal of 2023-11) such as Node runs without them,
 * and leaves all else as it is. esbuild does it, as a process of some 10 ms: Node has no decorators, and oxc-transform
 * knows only the legacy ones. Throws an Error that says what to install.
 */
export function lowerDecorators(javascript: string): LoweredText {
  const { spawnSync } = process.getBuiltinModule('node:child_process'); // only now: it takes a millisecond of each start
  const options = ['--loader=js', '--target=esnext', '--supported:decorators=false', '--sourcemap=inline'];
  const { stdout, stderr, error, status } = spawnSync(
    esbuildFile(),
    [...options, '--sources-content=false', '--charset=utf8', '--log-level=error', '--color=false'],
    { input: javascript, encoding: 'utf8', maxBuffer: 2 ** 30, windowsHide: true },
  );
  if (error) throw error;
  if (status !== 0) throw new SyntaxError(/error: (.*)/i.exec(stderr)?.[1] ?? stderr);
  const at = stdout.lastIndexOf(mapMark);
  const map = Buffer.from(stdout.slice(at + mapMark.length), 'base64').toString();
  return { code: stdout.slice(0, at), map: JSON.parse(map) as EncodedSourceMap };
}

/** esbuild's own package would start a process only to find the other one. */
function esbuildFile(): string {
  const name = `@esbuild/${platform}-${arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/${platform === 'win32' ? 'esbuild.exe' : 'bin/esbuild'}`);
  } catch (cause) {
    throw new Error(`Decorators need esbuild. To install it: npm install ${name}`, { cause });
  }
}
