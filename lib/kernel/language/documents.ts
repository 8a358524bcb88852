import { pathToFileURL } from 'node:url';
import type { JsonRpc } from './json-rpc.ts';

interface OpenDocument {
  text: string;
  version: number;
}

/** The documents that a language server is told of; a server that comes after another one is told of all of them. */
export class Documents {
  readonly #open = new Map<string, OpenDocument>(); // by path
  #server: JsonRpc | undefined;

  /** From here on this server is told. */
  connect(server: JsonRpc): void {
    this.#server = server;
    for (const [path, document] of this.#open) this.#tellOpen(path, document);
  }

  disconnect(): void {
    this.#server = undefined;
  }

  get(path: string): string | undefined {
    return this.#open.get(path)?.text;
  }

  /** Gives a document its text. It is opened if it is not. */
  set(path: string, text: string): void {
    const known = this.#open.get(path);
    if (known?.text === text) return;
    const document = { text, version: (known?.version ?? 0) + 1 };
    this.#open.set(path, document);
    if (!known) this.#tellOpen(path, document);
    else {
      this.#server?.notify('textDocument/didChange', {
        textDocument: { uri: uriOf(path), version: document.version },
        contentChanges: [{ text }],
      });
    }
  }

  close(path: string): void {
    if (!this.#open.delete(path)) return;
    this.#server?.notify('textDocument/didClose', { textDocument: { uri: uriOf(path) } });
  }

  #tellOpen(path: string, { text, version }: OpenDocument): void {
    const languageId = path.endsWith('.json') ? 'json' : path.endsWith('x') ? 'typescriptreact' : 'typescript';
    this.#server?.notify('textDocument/didOpen', { textDocument: { uri: uriOf(path), languageId, version, text } });
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}
