import { createRequire } from 'node:module';
import { type ProjectSyntax, projectSyntax } from '../../transform/index.ts';

/** What the tsconfig.json nearest to a folder, with all that it extends, says about syntax. Read anew each time: it may have been edited. */
export function syntaxOfProject(folder: string): ProjectSyntax {
  // Loaded here and now: most notebooks have neither JSX nor decorators, and this is not asked in between awaits.
  const { getTsconfig } = createRequire(import.meta.url)('get-tsconfig') as typeof import('get-tsconfig');
  return projectSyntax(getTsconfig(folder)?.config.compilerOptions ?? {});
}
