import { posix } from 'node:path';
import {
  decodedMappings,
  type EncodedSourceMap,
  encodedMap,
  type SourceMapSegment,
  TraceMap,
} from '@jridgewell/trace-mapping';
import type { ToCell } from './module-cells.ts';

/**
 * A source map of the compiler, which leads to a module of `lib/`, made to lead to the cells that the module comes from.
 *
 * A source is named `notebooks/40_run/02_paths.ipynb%23b2c4d6e8`, relative to the map: the sign `#` would begin the
 * fragment of an address, and Node and browsers would drop it and the id. They show it as `…ipynb#b2c4d6e8:3:9`, the
 * line being that of the cell. Its text travels in the map.
 */
export function leadToCells(
  map: EncodedSourceMap,
  paths: { map: string; module: string }, // of the map as it will lie, and of the module; both from the root
  toCell: ToCell | undefined, // undefined for a module that a person wrote: its map leads to it
): EncodedSourceMap {
  const folder = posix.dirname(paths.map);
  const sources: string[] = [];
  const texts: (string | null)[] = [];
  const indexOf = (source: string, text: string | null): number => {
    const known = sources.indexOf(source);
    if (known !== -1) return known;
    texts.push(text);
    return sources.push(source) - 1;
  };
  const own = [posix.relative(folder, paths.module), map.sourcesContent?.[0] ?? null] as const;
  const mappings = decodedMappings(new TraceMap(map)).map((line) =>
    line.map((segment): SourceMapSegment => {
      if (segment.length === 1) return [...segment];
      const [generated, , originalLine, originalColumn, ...name] = segment;
      const place = toCell?.({ line: originalLine, column: originalColumn });
      if (toCell && !place) return [generated]; // a header or a marker, which no person wrote
      if (!place) return [generated, indexOf(...own), originalLine, originalColumn, ...name] as SourceMapSegment;
      const source = posix.relative(folder, `${place.notebook}#${place.cell}`);
      const index = indexOf(sourceAddress(source), place.source);
      return [generated, index, place.line, place.column, ...name] as SourceMapSegment;
    }),
  );
  if (sources.length === 0) indexOf(...own); // a module of types alone
  const { file, names } = map;
  return encodedMap(new TraceMap({ version: 3, file, names, sources, sourcesContent: texts, mappings }));
}

/** A path as a relative address: what an address would read otherwise is escaped. */
function sourceAddress(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
