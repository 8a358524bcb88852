import { keptAhead } from '../ahead/kept.ts';
import type { CellPlace } from '../evaluator/protocol.ts';
import type { CellDocument, Language, TypeCheck } from '../language/language.ts';
import type { TypeScriptLanguage } from '../language/typescript-language.ts';

type Accepted = [code: string, place: CellPlace, missing: readonly string[]];

const defaultBudgetMs = 3000;

/** The language service of a kernel, which is loaded when it is first asked; the cells that ran before are told to it then. */
export class SessionLanguage implements Language {
  readonly #cwd: string;
  readonly #env: Record<string, string | undefined>;
  readonly #early: Accepted[] = [];
  #loading: Promise<Language> | undefined;
  #loaded: TypeScriptLanguage | undefined;
  #isClosed = false;

  constructor(cwd: string, env: Record<string, string | undefined>) {
    this.#cwd = cwd;
    this.#env = env;
  }

  /** Loads and starts what the first check needs. */
  warm(): void {
    void this.#load(true);
  }

  async check(code: string, place: CellPlace): Promise<TypeCheck> {
    return (await this.#load(false)).check(code, place);
  }

  accept(...cell: Accepted): void {
    if (this.#loaded) this.#loaded.accept(...cell);
    else this.#early.push(cell);
  }

  async open(code: string, place: CellPlace): Promise<CellDocument> {
    return (await this.#load(false)).open(code, place);
  }

  names(): ReadonlyMap<string, string> {
    return this.#loaded?.names() ?? new Map();
  }

  /** Whether files that the cells use have changed since the last check. */
  hasChanges(): boolean {
    return this.#loaded?.hasChanges() ?? false;
  }

  close(): void {
    this.#isClosed = true;
    this.#loaded?.close();
  }

  #load(isWarm: boolean): Promise<Language> {
    this.#loading ??= this.#create(isWarm);
    return this.#loading;
  }

  async #create(isWarm: boolean): Promise<Language> {
    const { TypeScriptLanguage } = await import('../language/typescript-language.ts');
    const language = new TypeScriptLanguage({ cwd: this.#cwd, env: this.#env, budgetMs: budgetMs(this.#env) });
    this.#loaded = language;
    if (isWarm && !this.#isClosed) language.warm();
    for (const cell of this.#early) language.accept(...cell);
    if (this.#isClosed) language.close();
    return language;
  }
}

/** Those that were started ahead, by the folder and the environment of their cells. */
export const keptLanguages = keptAhead<SessionLanguage>('language');

/** A language service that gets ready at once, for the cells of a folder. */
export function warmSessionLanguage(cwd: string, env: Record<string, string | undefined>): SessionLanguage {
  const language = new SessionLanguage(cwd, env);
  language.warm();
  return language;
}

/** How long a cell waits for its check, as OCTAVO_TYPES_BUDGET_MS says. */
function budgetMs(env: Record<string, string | undefined>): number {
  const told = Number(env.OCTAVO_TYPES_BUDGET_MS);
  return told > 0 ? told : defaultBudgetMs;
}
