import { keptLanguages, type SessionLanguage, warmSessionLanguage } from '../../kernel/front/session-language.ts';
import { TypeChecks } from '../../kernel/front/type-checks.ts';
import { typesSettings } from '../../kernel/front/types-setting.ts';
import type { KernelSpec } from '../../kernel/index.ts';
import { isOwnKernel } from '../../kernel/spec/octavo-spec.ts';
import { type Cell, hasTag } from '../../notebook/index.ts';
import { inferredText } from '../languages/typescript-source.ts';
import type { Parameter } from '../parameters/parameter.ts';

/** Where cells are checked. */
export interface TypesPlace {
  cwd: string; // absolute, of the kernel
  env: Record<string, string | undefined>; // the whole environment
}

/** Starts TypeScript's server for one run; undefined where no types are checked. */
export function warmTypes(spec: KernelSpec, place: TypesPlace): SessionLanguage | undefined {
  if (!isChecked(spec, place)) return undefined;
  return keptLanguages.take(place) ?? warmSessionLanguage(place.cwd, place.env);
}

/** The type checks of many runs of the same cells; their server starts with the first. Undefined where no types are checked. */
export function openTypeChecks(spec: KernelSpec, place: TypesPlace): TypeChecks | undefined {
  if (!isChecked(spec, place)) return undefined;
  return new TypeChecks(place.cwd, place.env);
}

function isChecked(spec: KernelSpec, { cwd, env }: TypesPlace): boolean {
  return isOwnKernel(spec) && typesSettings(cwd, env).ofFolder(cwd) !== 'off';
}

/** Says the types of the injected cell without its values; undefined when a type is known by its value only. */
export function typesKeyOf(
  values: Record<string, unknown> | undefined,
  declared: readonly Parameter[],
): string | undefined {
  const lines = Object.keys(values ?? {}).map((name) => {
    const parameter = declared.find((each) => each.name === name);
    const type = parameter && (parameter.typeText ?? inferredText(parameter.type));
    return type && `${parameter.keyword} ${name}: ${type}`;
  });
  return lines.includes(undefined) ? undefined : JSON.stringify(lines);
}

/** The key for the cell at a position: only that with the injected parameters has one. */
export function typesKeyAt({ cells }: { cells: readonly Cell[] }, position: number, key: string | undefined) {
  const cell = cells[position];
  return cell && hasTag(cell, 'injected-parameters') ? key : undefined;
}
