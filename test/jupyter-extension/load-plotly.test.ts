import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cartesianTraceTypes, needsFullPlotly } from '../../jupyter-extension/src/views/charts/load-plotly.ts';

const packages = join(import.meta.dirname, '../../jupyter-extension/node_modules');
const cartesian = join(packages, 'plotly.js-cartesian-dist-min/plotly-cartesian.min.js');
const full = join(packages, 'plotly.js-dist-min/plotly.min.js');

const traceTypesOf = (bundle: string) =>
  new Set([...readFileSync(bundle, 'utf8').matchAll(/moduleType:"trace",name:"(\w+)"/g)].map((match) => match[1]));

test('a figure needs the full bundle when one of its traces does', () => {
  expect(needsFullPlotly({ data: [] })).toBe(false);
  expect(needsFullPlotly({ data: [{}, { type: 'bar' }, { type: 'heatmap' }] })).toBe(false);
  expect(needsFullPlotly({ data: [{ type: 'bar' }, { type: 'parcoords' }] })).toBe(true);
});

test.skipIf(!existsSync(cartesian))('cartesianTraceTypes are those of the cartesian bundle', () => {
  expect(traceTypesOf(cartesian)).toEqual(cartesianTraceTypes);
});

test.skipIf(!existsSync(full))('the full bundle has them all, and more', () => {
  const types = traceTypesOf(full);
  expect([...cartesianTraceTypes].filter((type) => !types.has(type))).toEqual([]);
  expect(types).toContain('parcoords');
});
