import { expect, test } from 'vitest';
import { plainReferences } from '../../../lib/run/engine/plain-references.ts';
import { ParameterReference, type ReferenceReading } from '../../../lib/run/parameters/reference.ts';

/** Whether the value of one reference need not be hidden. */
function isPlain(reading: ReferenceReading, text: string, name = 'value', variable = 'VALUE'): boolean {
  const reference = new ParameterReference({ kind: 'env', place: variable, shown: `env:${variable}`, reading });
  return plainReferences({ [name]: reference }, () => text).has(`env:${variable}`);
}

test.each<[ReferenceReading, string, boolean]>([
  ['json', '8080', true],
  ['json', '-0.5', true],
  ['json', '1e-4', true],
  ['json', 'true', true],
  ['int', '5_432', true],
  ['float', '0.25', true],
  ['bool', 'True', true],
  ['date', '2026-01-31', true],
  ['bigint', '12', true],
  ['json', '471147', false], // a code, as it is sent to telephones
  ['bigint', '12345678901234567890', false],
  ['json', '[1, 2]', false],
  ['json', '{"user": "ada"}', false],
  ['text', '8080', false], // a password may have digits only
  ['text', 'true', false],
])('plainReferences() of a parameter read as %s: %s', (reading, text, expected) => {
  expect(isPlain(reading, text)).toBe(expected);
});

test.each([
  ['pin', 'VALUE'],
  ['value', 'PIN'],
  ['doorCode', 'VALUE'],
  ['dbPassword', 'VALUE'],
  ['value', 'API_TOKEN'],
])('plainReferences() has none of a name that says it is secret: %s from %s', (name, variable) => {
  expect(isPlain('json', '4711', name, variable)).toBe(false);
});

test('plainReferences() has none that another parameter takes as a secret', () => {
  const reference = (reading: ReferenceReading) =>
    new ParameterReference({ kind: 'env', place: 'X', shown: 'env:X', reading });
  expect(plainReferences({ port: reference('json') }, () => '8080')).toEqual(new Set(['env:X']));
  expect(plainReferences({ port: reference('json'), word: reference('text') }, () => '8080')).toEqual(new Set());
});
