// Generated from notebooks/40_run/30_scraps.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 55a00003 55a00004 55a00006 55a00007

// %% notebooks/40_run/30_scraps.ipynb#55a00003 fc9bf2b3
import type { Notebook, Output } from '../notebook/index.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../notebook/json/index.ts';
import { scrapTypes } from './glue.ts';

// %% notebooks/40_run/30_scraps.ipynb#55a00004 359fcbbe
/** Something that a cell has glued. */
export interface Scrap {
  name: string;
  value: JsonValue | undefined; // undefined: only something to look at
  encoder: string; // json, text or display; another one's value is as it was written
  display: JsonObject | undefined; // the MIME bundle to look at
}

// %% notebooks/40_run/30_scraps.ipynb#55a00006 d923e5df
/** All scraps of a notebook by name, in the order in which they were first glued (source: scrapbook 0.5's reader). */
export function readScraps(notebook: Pick<Notebook, 'cells'>): Record<string, Scrap> {
  const scraps = new Map<string, Scrap>();
  for (const output of notebook.cells.flatMap((cell) => (cell.kind === 'code' ? cell.outputs : []))) {
    for (const found of scrapsOf(output)) {
      const before = scraps.get(found.name);
      scraps.set(found.name, before && isOneOfTwo(before, found) ? { ...before, ...known(found) } : found);
    }
  }
  return Object.fromEntries(scraps);
}

// %% notebooks/40_run/30_scraps.ipynb#55a00007 b28c9456
/** @internal */
export const legacyType = 'application/papermill.record+json';

/** The scraps that one output holds. @internal */
export function scrapsOf(output: Output): Scrap[] {
  if (!('data' in output) || !isJsonObject(output.data)) return [];
  const { data } = output;
  const payload =
    Object.values(scrapTypes)
      .map((type) => data[type])
      .find(isJsonObject) ?? otherPayload(data);
  if (payload && typeof payload.name === 'string')
    return [
      { name: payload.name, value: payload.data, encoder: String(payload.encoder ?? 'json'), display: undefined },
    ];
  const record = data[legacyType];
  if (isJsonObject(record))
    return Object.entries(record).map(([name, value]) => ({ name, value, encoder: 'json', display: undefined }));
  const about = isJsonObject(output.metadata) ? output.metadata.scrapbook : undefined;
  if (!isJsonObject(about) || about.display !== true || typeof about.name !== 'string') return [];
  return [{ name: about.name, value: undefined, encoder: 'display', display: data }];
}

/** What an encoder of somebody else has written. @internal */
export function otherPayload(data: JsonObject): JsonObject | undefined {
  const type = Object.keys(data).find((name) => /^application\/scrapbook\.scrap\.[^/]+\+json$/.test(name));
  const payload = type === undefined ? undefined : data[type];
  return isJsonObject(payload) ? payload : undefined;
}

/** Whether one of the two is the value and the other what there is to look at. @internal */
export function isOneOfTwo(one: Scrap, other: Scrap): boolean {
  return (one.encoder === 'display') !== (other.encoder === 'display');
}

/** What a scrap adds to the other half of its name. @internal */
export function known({ value, encoder, display }: Scrap): Partial<Scrap> {
  return encoder === 'display' ? { display } : { value, encoder };
}
