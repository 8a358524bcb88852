// Generated from notebooks/40_run/21_outputs.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40130003 40130004 40130006 40130008 40130009 4013000b 4013000c

// %% notebooks/40_run/21_outputs.ipynb#40130003 baf76f96
import type { Output } from '../notebook/index.ts';
import { isJsonObject, type JsonObject } from '../notebook/json/index.ts';
import {
  createKeptStream,
  type KeptStream,
  keepText,
  keptParts,
  keptTexts,
  noteLeftOut,
  type StreamBlock,
} from './kept-stream.ts';

// %% notebooks/40_run/21_outputs.ipynb#40130004 386fde6f
/** A message that matters for outputs, as a kernel publishes it. */
export interface OutputMessage {
  type: string; // stream, display_data, update_display_data, execute_result, error, clear_output; others are passed over
  content: JsonObject;
}

/** Where the whole text of a stream goes when the notebook keeps a part of it. */
export interface Overflow {
  name: string; // of the file, for the line in the notebook
  write: (text: string) => void;
  discard: () => void; // the cell cleared its output
}

/** Collects the outputs of one cell. */
export interface CellOutputs {
  accept: (message: OutputMessage) => void;
  outputs: () => Output[];
  messages: () => OutputMessage[]; // the few that bring a new collector to the same state
}

/** Collects the outputs of a run; a display that is updated may stand in an earlier cell. */
export interface OutputCollector {
  cell: (cellId: string) => CellOutputs;
}

// %% notebooks/40_run/21_outputs.ipynb#40130006 7dba8930
/** @internal */
export type DisplayOutput = Extract<Output, { output_type: 'display_data' | 'execute_result' }>;

/** What one cell has put out so far. @internal */
export interface CellState {
  entries: (StreamBlock | Exclude<Output, { output_type: 'stream' }>)[];
  streams: Map<string, { kept: KeptStream; overflow: Overflow | undefined }>;
  clearNext: boolean; // clear_output(wait=True): whatever comes next takes the place of everything
  displays: Map<string, DisplayOutput[]>; // of the whole run, by display id
}

/** Forgets everything that a cell has put out. @internal */
export function clear(state: CellState): void {
  for (const { overflow } of state.streams.values()) overflow?.discard();
  state.entries = [];
  state.streams.clear();
  state.clearNext = false;
}

/** Renews every display with an id, in whichever cell. @internal */
export function updateDisplays(state: CellState, content: JsonObject): void {
  for (const output of state.displays.get(displayId(content) ?? '') ?? []) {
    output.data = object(content.data);
    output.metadata = object(content.metadata);
  }
}

/** The id by which a display can be updated. @internal */
export function displayId(content: JsonObject): string | undefined {
  const id = isJsonObject(content.transient) ? content.transient.display_id : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** An object, or an empty one. @internal */
export function object(value: JsonObject[string]): JsonObject {
  return isJsonObject(value) ? value : {};
}

// %% notebooks/40_run/21_outputs.ipynb#40130008 87ee0ac9
/** The output that a message stands for; undefined for a stream and for messages that are none. */
export function outputOf({ type, content }: OutputMessage): Exclude<Output, { output_type: 'stream' }> | undefined {
  const { data, metadata, execution_count: count } = content;
  if (type === 'display_data') return { output_type: type, data: object(data), metadata: object(metadata) };
  if (type === 'execute_result') {
    return {
      output_type: type,
      data: object(data),
      metadata: object(metadata),
      execution_count: typeof count === 'number' ? count : null,
    };
  }
  if (type !== 'error') return undefined;
  const traceback = Array.isArray(content.traceback) ? content.traceback.map(String) : [];
  return {
    output_type: type,
    ename: String(content.ename ?? 'Error'),
    evalue: String(content.evalue ?? ''),
    traceback,
  };
}

// %% notebooks/40_run/21_outputs.ipynb#40130009 1265429c
/** No kernel sends it: it says, in a journal, where so many bytes of a stream are left out. @internal */
export const leftOutType = 'octavo_left_out';

/** Takes one message into the state of a cell. @internal */
export function acceptMessage(
  state: CellState,
  message: OutputMessage,
  streamOf: (name: StreamBlock['name']) => KeptStream,
): void {
  const { type, content } = message;
  if (type === 'clear_output') {
    if (content.wait === true) state.clearNext = true;
    else clear(state);
    return;
  }
  if (type === 'update_display_data' || type === 'display_data') updateDisplays(state, content);
  const output = outputOf(message);
  if (!output && type !== 'stream' && type !== leftOutType) return;
  if (state.clearNext) clear(state);
  if (!output) {
    const name = content.name === 'stderr' ? 'stderr' : 'stdout';
    const last = state.entries.at(-1);
    const block: StreamBlock = last && 'head' in last && last.name === name ? last : { name, head: '' };
    if (block !== last) addBlock(state, block);
    if (type === 'stream') keepText(streamOf(name), block, String(content.text ?? ''));
    else noteLeftOut(streamOf(name), block, Number(content.bytes) || 0);
    return;
  }
  state.entries.push(output);
  const id = displayId(content);
  if (id !== undefined && output.output_type !== 'error')
    state.displays.set(id, [...(state.displays.get(id) ?? []), output]);
}

/** Adds a block, and now and then sweeps away those of which nothing is kept. @internal */
export function addBlock(state: CellState, block: StreamBlock): void {
  state.entries.push(block);
  if (state.entries.length % 4096 !== 0) return;
  const held = new Set([block, ...[...state.streams.values()].flatMap(({ kept }) => kept.blocks)]);
  state.entries = state.entries.filter((entry) => !('head' in entry) || held.has(entry));
}

// %% notebooks/40_run/21_outputs.ipynb#4013000b 97f01f55
/** Makes a collector for one run. */
export function createOutputCollector(
  options: {
    keptStreamBytes?: number | undefined; // of each stream of each cell; 16 MiB unless given
    overflow?: ((cellId: string, stream: string) => Overflow) | undefined; // without it, what is left out is lost
  } = {},
): OutputCollector {
  const displays: CellState['displays'] = new Map();
  return {
    cell: (cellId) => {
      const state: CellState = { entries: [], streams: new Map(), clearNext: false, displays };
      const streamOf = (name: StreamBlock['name']) => {
        const known = state.streams.get(name);
        if (known) return known.kept;
        const overflow = options.overflow?.(cellId, name);
        const kept = createKeptStream(options.keptStreamBytes ?? 16 * 1024 * 1024, overflow?.write);
        state.streams.set(name, { kept, overflow });
        return kept;
      };
      return {
        accept: (message) => acceptMessage(state, message, streamOf),
        outputs: () => collectedOutputs(state),
        messages: () => messagesOf(state),
      };
    },
  };
}

// %% notebooks/40_run/21_outputs.ipynb#4013000c 6e08f8bc
/** The outputs of a cell as they are now. @internal */
export function collectedOutputs(state: CellState): Output[] {
  const texts = new Map<StreamBlock, string>();
  for (const { kept, overflow } of state.streams.values()) {
    for (const [block, text] of keptTexts(kept, (bytes) => leftOutNotice(bytes, overflow?.name)))
      texts.set(block, text);
  }
  return state.entries.flatMap((entry): Output[] => {
    if (!('head' in entry)) return [{ ...entry }];
    const text = texts.get(entry);
    return text ? [{ output_type: 'stream', name: entry.name, text }] : [];
  });
}

/** The line that stands where something was left out. @internal */
export function leftOutNotice(bytes: number, file: string | undefined): string {
  const size = bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  return `\n[octavo: ${size} left out here${file ? `; the whole text is in ${file}` : ''}]\n`;
}

/** The messages that would bring a new collector to the same state. @internal */
export function messagesOf(state: CellState): OutputMessage[] {
  const parts = new Map([...state.streams.values()].flatMap(({ kept }) => [...keptParts(kept)]));
  const ids = new Map([...state.displays].flatMap(([id, outputs]) => outputs.map((output) => [output, id] as const)));
  const messages = state.entries.flatMap((entry): OutputMessage[] => {
    if ('head' in entry) return (parts.get(entry) ?? []).map((part) => streamMessage(entry.name, part));
    const { output_type: type, ...content } = entry;
    const id = ids.get(entry as DisplayOutput);
    return [{ type, content: id === undefined ? content : { ...content, transient: { display_id: id } } }];
  });
  return state.clearNext ? [...messages, { type: 'clear_output', content: { wait: true } }] : messages;
}

/** @internal */
export function streamMessage(name: StreamBlock['name'], part: string | number): OutputMessage {
  if (typeof part === 'number') return { type: leftOutType, content: { name, bytes: part } };
  return { type: 'stream', content: { name, text: part } };
}
