/** Metrics that share one chart: one, or the same quantity measured on several splits of the data. */
export interface MetricGroup {
  readonly title: string;
  readonly names: readonly string[];
}

const splits = new Set([
  'train',
  'training',
  'val',
  'valid',
  'validation',
  'dev',
  'eval',
  'evaluation',
  'test',
  'testing',
]);

/**
 * Puts metrics into charts: names that differ only by one word such as `train` or `val` (`train/loss`, `val_loss`, `valLoss`,
 * and a bare `loss` beside them) share a chart; every other metric has its own. Charts and names keep the order of the names.
 */
export function groupMetrics(names: readonly string[]): MetricGroup[] {
  const members = new Map<string, string[]>();
  for (const name of names) {
    const quantity = quantityOf(name);
    members.set(quantity ?? name, [...(members.get(quantity ?? name) ?? []), name]);
  }
  return [...members].map(([quantity, together]) =>
    together.length === 1 ? { title: together[0] ?? quantity, names: together } : { title: quantity, names: together },
  );
}

// The name without its one word for a split; undefined where there is none, or nothing would be left.
function quantityOf(name: string): string | undefined {
  const words = name.split(/([/_.\- ]+)/); // words at even places, what separates them at odd ones
  const places = words.flatMap((word, place) => (place % 2 === 0 && splits.has(word.toLowerCase()) ? [place] : []));
  if (places.length > 1) return undefined;
  const place = places[0];
  if (place === undefined) return quantityOfCamelCase(name);
  words.splice(place === 0 ? 0 : place - 1, 2);
  return words.join('') || undefined;
}

function quantityOfCamelCase(name: string): string | undefined {
  const match = /^([a-z]+)([A-Z].*)$/.exec(name);
  if (!match?.[1] || !match[2] || !splits.has(match[1])) return undefined;
  return match[2].charAt(0).toLowerCase() + match[2].slice(1);
}
