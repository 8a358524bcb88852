import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EncodedSourceMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Position } from '../../transform/index.ts';

/** A place in a file as its author wrote it. */
export interface ModulePlace {
  file: string; // absolute
  position: Position;
}

const readBytes = 16 * 1024 * 1024; // larger scripts and maps would hold up the message they are to improve
const maps = new Map<string, TraceMap[]>(); // by script, as V8 knows it; from its last step back to the first

/** Remembers the maps of a module that was transformed when it was loaded, the last step first. */
export function rememberSourceMaps(script: string, steps: (object | undefined)[]): void {
  maps.set(
    script,
    steps.flatMap((map) => (map ? [new TraceMap(map as EncodedSourceMap)] : [])),
  );
}

/**
 * Where a place in a module comes from, when the module has a source map: TypeScript that was compiled, by the kernel or
 * before its package was published. Maps are looked for when an error is shown, not when a module is loaded.
 */
export function originalPlace(script: string, position: Position): ModulePlace | undefined {
  let place: ModulePlace | undefined;
  for (const map of mapsOf(script)) {
    const { line, column } = place?.position ?? position;
    const found = originalPositionFor(map, { line, column: column - 1 });
    if (found.source === null) return undefined;
    const file = resolve(dirname(pathOf(script)), pathOf(found.source));
    place = { file, position: { line: found.line, column: found.column + 1 } };
  }
  return place;
}

function mapsOf(script: string): TraceMap[] {
  let known = maps.get(script);
  if (!known) {
    const map = readMap(script);
    known = map ? [map] : [];
    maps.set(script, known);
  }
  return known;
}

function readMap(script: string): TraceMap | undefined {
  try {
    const file = pathOf(script);
    const [, reference] = /\n\/\/[#@] ?sourceMappingURL=(\S+)\s*$/.exec(readBounded(file)) ?? [];
    if (reference === undefined) return undefined;
    const inline = /^data:application\/json[^,]*?(;base64)?,(.*)$/s.exec(reference);
    if (inline) {
      const text = inline[1] ? Buffer.from(inline[2] ?? '', 'base64').toString() : decodeURIComponent(inline[2] ?? '');
      return new TraceMap(text);
    }
    const mapFile = resolve(dirname(file), decodeURIComponent(reference));
    return new TraceMap(readBounded(mapFile), mapFile);
  } catch {
    return undefined; // no file, no map, or a broken one: the place in the script is what there is
  }
}

function readBounded(file: string): string {
  return statSync(file).size > readBytes ? '' : readFileSync(file, 'utf8');
}

function pathOf(script: string): string {
  return script.startsWith('file:') ? fileURLToPath(script) : script;
}
