import type { JsonObject, JsonValue } from '../../notebook/json.ts';

const keptInputs = 1000;

/** The inputs of this session, for history_request; earlier sessions are not kept. */
export class History {
  readonly #inputs: { line: number; code: string }[] = [];

  add(line: number, code: string): void {
    this.#inputs.push({ line, code });
    if (this.#inputs.length > keptInputs) this.#inputs.shift();
  }

  /** The content of history_reply (source: Jupyter messaging 5.3, "History"). */
  answer(request: JsonObject): JsonObject {
    const chosen = this.#choose(request);
    const history = chosen.map(({ line, code }): JsonValue => [0, line, request.output === true ? [code, null] : code]);
    return { status: 'ok', history };
  }

  #choose(request: JsonObject): { line: number; code: string }[] {
    const count = typeof request.n === 'number' ? request.n : keptInputs;
    if (request.hist_access_type === 'range') {
      const start = typeof request.start === 'number' ? request.start : 0;
      const stop = typeof request.stop === 'number' ? request.stop : Number.POSITIVE_INFINITY;
      return this.#inputs.filter(({ line }) => line >= start && line < stop);
    }
    if (request.hist_access_type !== 'search') return count > 0 ? this.#inputs.slice(-count) : [];
    const pattern = typeof request.pattern === 'string' ? request.pattern : '*';
    let found = this.#inputs.filter(({ code }) => matches(code, pattern));
    if (request.unique === true) found = [...new Map(found.map((input) => [input.code, input])).values()];
    return count > 0 ? found.slice(-count) : [];
  }
}

/** IPython's globs: `*` any text, `?` one character, over the whole input. */
function matches(code: string, pattern: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${escaped}$`).test(code);
}
