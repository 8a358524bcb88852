import type { Words } from '../surroundings.ts';
import type { LeftOut } from './offline-figure.ts';

/** One line that says what a figure is drawn without; '' when it is whole. */
export function describeLeftOut(leftOut: readonly LeftOut[], words: Words): string {
  const lines: Record<LeftOut, string> = {
    'base-map': words.__('The base map, its letters and its icons need the network and are left out.'),
    coastlines: words.__('The outlines of countries need the network and are left out.'),
    addresses: words.__('What the figure would fetch from other hosts is left out.'),
  };
  return leftOut.map((what) => lines[what]).join(' ');
}
