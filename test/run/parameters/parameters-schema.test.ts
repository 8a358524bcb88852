import { createRequire } from 'node:module';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { isOctavoError } from '../../../lib/errors/index.ts';
import { parametersSchema } from '../../../lib/run/index.ts';
import { readTypeScriptParameters } from '../../../lib/run/languages/index.ts';
import { checkParameters } from '../../../lib/run/parameters/index.ts';
import fc from '../../property.ts';

// The validator is the one that the server's packages bring along.
const formats = createRequire(import.meta.url).resolve('ajv-formats');
const { default: Ajv2020 } = createRequire(formats)('ajv/dist/2020') as { default: new (options: object) => Validator };
const ajv = new Ajv2020({
  strictSchema: true,
  strictTuple: false,
  allowUnionTypes: true,
  allErrors: true,
  logger: false,
});
(addFormats as unknown as (instance: object) => void)(ajv);

const source = `enum Mode { Fast, Slow = 'slow' }
interface Base { lr: number }
interface Config extends Base { tags?: string[]; 'two words'?: boolean }
type Shape = { kind: 'circle'; radius: number } | { kind: 'square'; side: number };
let text: string;
let number: number;
let yes: boolean;
let optimizer: 'adam' | 'sgd' | 3 | null;
let limit: number | null | undefined;
let layers: number[];
let pair: [string, number?];
let rest: [string, ...number[]];
let since: Date | null;
let mode: Mode;
let seed: bigint;
let weights: Record<string, number>;
let sides: Record<'left' | 'right', number>;
let config: Config;
let shapes: readonly Shape[];
let anything: Foreign;`;
interface Validator {
  errors?: object[] | null;
  validateSchema: (schema: object) => unknown;
  validate: (schema: object, value: unknown) => boolean;
  compile: (schema: object) => (value: unknown) => boolean;
}

const declared = readTypeScriptParameters(source);
const schema = parametersSchema(declared, { title: 'all types' });

test('parametersSchema() is a schema of draft 2020-12, by its own meta-schema', () => {
  expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
  expect(schema.required).toEqual(declared.map(({ name }) => name).filter((name) => name !== 'limit'));
  expect(ajv.validate(schema, {})).toBe(false);
});

const word = fc.constantFrom('adam', 'sgd', 'a', 'Fast', 'slow', 'Slow', '12', '-3', '1.5', 'circle', 'left', '');
const date = fc.constantFrom(
  '2026-01-31',
  '2026-02-31',
  '2024-02-29',
  '2026-01-31T12:00:00Z',
  '2026-01-31T12:00:00',
  '2026-01-31T24:00:00Z',
  '2026-01-31t12:00:00.25+02:00',
  'soon',
);
const scalar = fc.oneof(word, date, fc.constantFrom(0, 1, 3, -0.5, 1e300), fc.boolean(), fc.constant(null));
const names = [
  'lr',
  'tags',
  'two words',
  'kind',
  'radius',
  'side',
  'left',
  'right',
  'extra',
  'constructor',
  'toString',
];
const record = (values: fc.Arbitrary<unknown>) => fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 4 });
const config = fc.record(
  { lr: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), scalar), tags: fc.array(word, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const shape = fc.record(
  { kind: fc.constantFrom('circle', 'square', 'cube'), radius: fc.integer(), side: fc.integer() },
  { requiredKeys: ['kind'] },
);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.tuple(word, fc.integer(), fc.integer()),
  record(scalar),
  record(fc.integer()),
  config,
  fc.array(shape, { maxLength: 2 }),
);

test('checkParameters() takes exactly the JSON values that the schema takes', () => {
  const validators = new Map(
    declared.map(({ name }) => [name, ajv.compile({ ...(schema.properties as Record<string, object>)[name] })]),
  );
  const counts = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(fc.constantFrom(...declared), value, (parameter, given) => {
      const bySchema = validators.get(parameter.name)?.(given) as boolean;
      counts[bySchema ? 'taken' : 'refused'] += 1;
      let byUs = true;
      try {
        checkParameters(new Map([[parameter.name, { value: given }]]), [parameter], 'a.ipynb');
      } catch (error) {
        if (!isOctavoError(error)) throw error;
        byUs = false;
      }
      expect(byUs, `${parameter.name} = ${JSON.stringify(given)}`).toBe(bySchema);
    }),
    { numRuns: 4000, seed: 11 },
  );
  expect(counts.taken).toBeGreaterThan(400);
  expect(counts.refused).toBeGreaterThan(400);
});
