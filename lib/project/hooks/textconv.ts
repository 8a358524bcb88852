import { isOctavoError } from '../../errors/index.ts';
import { type Host, nodeHost } from '../../host/index.ts';
import { readNotebook } from '../../notebook/files.ts';
import { showText } from '../../notebook/text/text-view.ts';

/**
 * What `git diff` compares of a notebook: its text view. Of a file that is no notebook (a half-saved one, say) its own text,
 * because an error here would end the whole diff.
 */
export async function textForDiff(path: string, host: Host = nodeHost): Promise<string> {
  try {
    return showText(await readNotebook(path, host));
  } catch (error) {
    if (isOctavoError(error) && error.code.startsWith('notebook-')) return host.files.readText(path);
    throw error;
  }
}
