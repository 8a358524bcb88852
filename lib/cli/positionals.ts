import { OctavoError } from '../errors/index.ts';

/** The notebook that a `text` command works on: the first of at most `most` words. Throws `usage` (exit 2). */
export function onePath(positionals: string[], usage: string, most = 1): string {
  const [path] = positionals;
  if (path === undefined) throw new OctavoError('usage', 'which notebook?', { exitCode: 2, hint: `usage: ${usage}` });
  if (positionals.length > most) {
    throw new OctavoError('usage', `one word too many: ${positionals[most]}`, { exitCode: 2, hint: `usage: ${usage}` });
  }
  return path;
}
