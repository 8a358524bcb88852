import { OctavoError, shellWord } from '../../errors/index.ts';
import type { KernelSpec } from '../../kernel/index.ts';
import { isIdentifier, type Translator } from '../languages/translator.ts';
import { refuseUnusual } from '../parameters/plain-data.ts';
import { ParameterReference } from '../parameters/reference.ts';

/** Refuses names that are no variables of the language: what stands in front of `=` would be code. Throws `run-parameter-name`. */
export function refuseNames(names: Iterable<string>, translator: Translator, input: string): void {
  const isName = translator.isName ?? isIdentifier;
  for (const name of names) {
    if (isName(name)) continue;
    const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 57)}...` : name);
    throw new OctavoError('run-parameter-name', `No variable of ${input} can be called ${shown}`, {
      hint: `octavo run ${shellWord(input)} -p NAME VALUE   (a name of letters and digits)`,
    });
  }
}

/** The same values, when the language can write them. Throws `run-value-unwritable` and `run-parameter-size`. */
export function refuseUnwritable(
  values: Record<string, unknown>,
  translator: Translator,
  spec: KernelSpec,
): Record<string, unknown> {
  for (const [name, value] of Object.entries(values)) {
    refuseUnusual(name, value);
    if (!(value instanceof ParameterReference) || translator.references) continue;
    throw new OctavoError(
      'run-value-unwritable',
      `Parameter "${name}": ${value} cannot be written in ${spec.language || spec.name}`,
      { hint: `for the text "${value}" itself: -r ${name} '${value}'` },
    );
  }
  return values;
}
