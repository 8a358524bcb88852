import { ParameterReference } from '../parameters/reference.ts';
import { secretName } from '../secrets/mask.ts';

const fewDigits = 5; // a port, a count of rounds; what has more is rarely met by chance, and may be a code

/**
 * The references of a run whose values need not be hidden, by kind and place: each parameter that takes them is declared as a
 * number, a boolean or a date, and no name says that they are secret. A text is always hidden, though it looks like a number.
 */
export function plainReferences(
  parameters: Readonly<Record<string, unknown>>, // that were given, read by their declared types
  textOf: (reference: ParameterReference) => string,
): Set<string> {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value instanceof ParameterReference
      ? [{ key: referenceKey(value), isPlain: isPlain(name, value, textOf(value)) }]
      : [],
  );
  const secret = new Set(given.filter((one) => !one.isPlain).map(({ key }) => key));
  return new Set(given.map(({ key }) => key).filter((key) => !secret.has(key)));
}

/** Tells references apart by what they are read from. */
export function referenceKey({ kind, place }: ParameterReference): string {
  return `${kind}:${place}`;
}

function isPlain(name: string, { reading, place }: ParameterReference, text: string): boolean {
  if ([name, place].some(saysSecret)) return false;
  if (reading === 'date' || reading === 'bool') return true;
  const word = text.trim();
  const isNumber = reading !== 'text' && /^[+-]?[\d_.]+(?:e[+-]?\d+)?$/i.test(word);
  return isNumber
    ? word.replaceAll(/\D/g, '').length <= fewDigits
    : reading === 'json' && /^(?:true|false|null)$/.test(word);
}

/** Also `dbPassword`, and what is short by nature: a PIN, a code. */
function saysSecret(name: string): boolean {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').replaceAll(/\W+/g, '_');
  return secretName.test(words) || /(?:^|_)(?:pin|otp|code)(?:$|_)/i.test(words);
}
