import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject, JsonValue } from '../../notebook/json/json.ts';
import type { CellPlace } from '../evaluator/protocol.ts';
import { codePointsOfUnits, unitsOfCodePoints } from '../language/code-points.ts';
import type { Completions } from '../language/completion.ts';
import type { Language } from '../language/language.ts';
import type { Match } from '../language/matches.ts';
import type { Queries } from './queries.ts';

const completeMs = 800; // JupyterLab gives up after 1000
const inspectMs = 3000;
const membersMs = 150;

/** Answers what an editor asks about a cell that is being written. */
export class Assist {
  readonly #queries: Queries;
  readonly #language: Language | undefined; // undefined: there is no language server
  #last: Promise<unknown> = Promise.resolve(); // the server holds one cell that is being written

  constructor(queries: Queries, language: Language | undefined) {
    this.#queries = queries;
    this.#language = language;
  }

  /** The content of complete_reply (source: Jupyter messaging 5.3, "Completion"; the metadata are IPython's). */
  async complete({ code, cursor_pos }: JsonObject, place: CellPlace): Promise<JsonObject> {
    const text = typeof code === 'string' ? code : '';
    const offset = offsetOf(text, cursor_pos);
    const typed = await within(
      completeMs,
      this.#inTurn(() => this.#completeTyped(text, offset, place)),
    );
    const known = typed && !typed.isUnknown ? typed : await this.#completeUntyped(text, offset, typed !== undefined);
    const { start, end, matches } = known;
    const span = { start: codePointsOfUnits(text, start), end: codePointsOfUnits(text, end) };
    return {
      status: 'ok',
      matches: matches.map((match) => match.text),
      cursor_start: span.start,
      cursor_end: span.end,
      metadata: { _jupyter_types_experimental: matches.map((match) => describe(match, span)) },
    };
  }

  /** The content of inspect_reply. */
  async inspect({ code, cursor_pos, detail_level }: JsonObject, place: CellPlace): Promise<JsonObject> {
    const text = typeof code === 'string' ? code : '';
    const detail = detail_level === 1 ? 1 : 0;
    const offset = offsetOf(text, cursor_pos);
    const found = await within(
      inspectMs,
      this.#inTurn(() => this.#inspectTyped(text, offset, detail, place)),
    );
    if (!found) return { status: 'ok', found: false, data: {}, metadata: {} };
    const { plainText } = await import('../language/readable-text.ts');
    const data = { 'text/plain': plainText(found), 'text/markdown': found };
    return { status: 'ok', found: true, data, metadata: {} };
  }

  #inTurn<Value>(work: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const turn = this.#last.then(work);
    this.#last = within(inspectMs, turn); // one that hangs does not hold the others
    return turn;
  }

  async #completeTyped(code: string, offset: number, place: CellPlace): Promise<Completions | undefined> {
    const language = this.#language;
    if (!language) return undefined;
    const { completeCell } = await import('../language/completion.ts');
    const open = (text: string) => language.open(text, place);
    return completeCell(await open(code), code, offset, language.names(), open);
  }

  /** From what lives in the evaluator. Where there are types, they say all about names; of an `any` they know no members. */
  async #completeUntyped(code: string, offset: number, onlyMembers: boolean): Promise<Completions> {
    const { completeUntyped } = await import('./untyped-completion.ts');
    return completeUntyped(code, offset, async (chain) => {
      if (onlyMembers && chain.length === 0) return [];
      const living = await this.#queries.members(chain, membersMs);
      if (living || chain.length > 0) return living ?? [];
      return [...(this.#language?.names().keys() ?? [])].map((name) => ({ name, type: 'variable' }));
    });
  }

  async #inspectTyped(code: string, offset: number, detail: 0 | 1, place: CellPlace): Promise<string | undefined> {
    if (!this.#language) return undefined;
    const { inspectCell } = await import('../language/inspection.ts');
    return inspectCell(await this.#language.open(code, place), code, offset, detail);
  }
}

/** Clients count characters; JupyterLab asks about a place behind the end of what it sends, and means the end. */
function offsetOf(code: string, cursor: JsonValue | undefined): number {
  return typeof cursor === 'number' ? unitsOfCodePoints(code, Math.max(0, cursor)) : code.length;
}

/** JupyterLab shows text and type, and asks for documentation by inspect_request; others show the signature too. */
function describe(match: Match, span: { start: number; end: number }): JsonObject {
  const { text, type, signature = '', documentation, deprecated } = match;
  const more = { ...(documentation ? { documentation } : {}), ...(deprecated ? { deprecated } : {}) };
  return { text, type, ...span, signature, ...more };
}

/** What comes in time; a failure counts as nothing. */
async function within<Value>(limitMs: number, work: Promise<Value | undefined>): Promise<Value | undefined> {
  const over = new AbortController();
  const nothing = () => undefined;
  const value = await Promise.race([work.catch(nothing), sleep(limitMs, undefined, over).catch(nothing)]);
  over.abort();
  return value as Value | undefined;
}
