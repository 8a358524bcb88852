import type { JsonObject, JsonValue } from '../../notebook/json/json.ts';

interface Input {
  line: number; // the execution count
  code: string;
  output: string | null; // its result as text
}

const keptInputs = 1000;
const keptOutputLength = 10_000;
const thisSession = 1; // its number; a request may also say 0

/** The inputs of this session, for history_request. They end with the kernel: what cells contain is written to no disk. */
export class History {
  readonly #inputs: Input[] = [];

  add(line: number, code: string): void {
    this.#inputs.push({ line, code, output: null });
    if (this.#inputs.length > keptInputs) this.#inputs.shift();
  }

  /** Notes the result of the input with this execution count. */
  addOutput(line: number, text: string): void {
    const input = this.#inputs.findLast((one) => one.line === line);
    if (input) input.output = text.slice(0, keptOutputLength);
  }

  /** The content of history_reply (source: Jupyter messaging 5.3, "History"; in what that leaves open, ipykernel). */
  answer(request: JsonObject): JsonObject {
    const isRange = request.hist_access_type === 'range';
    const session = isRange ? numberOr(request.session, 0) : thisSession;
    const history = this.#choose(request, session).map(({ line, code, output }): JsonValue => {
      return [session, line, request.output === true ? [code, output] : code];
    });
    return { status: 'ok', history };
  }

  #choose({ hist_access_type, n, start, stop, pattern, unique }: JsonObject, session: number): Input[] {
    const count = numberOr(n, keptInputs);
    if (hist_access_type === 'range') {
      const isThis = session === 0 || session === thisSession;
      return isThis ? this.#range(numberOr(start, 0), numberOr(stop, Number.POSITIVE_INFINITY)) : [];
    }
    if (hist_access_type !== 'search') return last(this.#inputs, count);
    const glob = globOf(typeof pattern === 'string' ? pattern : '*');
    const found = this.#inputs.filter(({ code }) => glob.test(code));
    if (unique !== true) return last(found, count);
    const latest = new Map(found.map((input) => [input.code, input]));
    return last(
      [...latest.values()].sort((a, b) => a.line - b.line),
      count,
    );
  }

  /** By execution counts, `stop` not included; negative ones count from behind the last. */
  #range(start: number, stop: number): Input[] {
    const behind = (this.#inputs.at(-1)?.line ?? 0) + 1;
    const [from, to] = [start, stop].map((line) => (line < 0 ? behind + line : line)) as [number, number];
    return this.#inputs.filter(({ line }) => line >= from && line < to);
  }
}

function numberOr(value: JsonValue | undefined, other: number): number {
  return typeof value === 'number' ? value : other;
}

function last(inputs: Input[], count: number): Input[] {
  return count > 0 ? inputs.slice(-count) : [];
}

/** A glob over the whole input: `*` is any text, `?` one character, `[ab]` one of those. */
function globOf(pattern: string): RegExp {
  const parts = pattern.match(/\*+|\?|\[[^\]]+\]|[\s\S]/g) ?? [];
  const source = parts.map((part) => {
    if (part.startsWith('*')) return '[^]*';
    if (part === '?') return '[^]';
    if (part.length > 1) return `[${part.slice(1, -1).replace(/[\\\]]/g, '\\$&')}]`;
    return part.replace(/[$()*+./?[\\\]^{|}-]/, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`);
}
