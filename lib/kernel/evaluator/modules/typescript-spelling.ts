import type { ResolveHookSync } from 'node:module';

type Context = Parameters<ResolveHookSync>[1];
type NextResolve = Parameters<ResolveHookSync>[2];

/** Resolves `./a.js` to `a.ts` where there is no `a.js`: TypeScript takes an import so written, and would write that file. */
export function trySpelling(nextResolve: NextResolve): NextResolve {
  return (specifier: string, context?: Partial<Context>) => {
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      const spelling = typescriptSpelling(specifier);
      if (spelling === undefined || !isNotFound(error)) throw error;
      try {
        return nextResolve(spelling, context);
      } catch {
        throw error;
      }
    }
  };
}

function typescriptSpelling(specifier: string): string | undefined {
  const found = /^((?:\.{1,2}\/|\/|file:).*\.[cm]?)js(x?)$/.exec(specifier);
  return found ? `${found[1]}ts${found[2]}` : undefined;
}

function isNotFound(error: unknown): boolean {
  return ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes((error as NodeJS.ErrnoException)?.code ?? '');
}
