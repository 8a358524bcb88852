// Generated from notebooks/30_library/11_drift.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b40003 30b40004 30b40006 30b4000f 30b40008 30b4000a

// %% notebooks/30_library/11_drift.ipynb#30b40003 0f22f96b
import { type BlockText, blockHash, type ModuleBlock, type ModuleBlocks } from './blocks.ts';
import { parseSource } from './source/parse.ts';

// %% notebooks/30_library/11_drift.ipynb#30b40004 028b306c
/** A difference between a module and what the notebooks export now. */
export interface Drift {
  module: string; // file, from the project's root
  notebook: string; // of the cell; the module's own for a piece without a cell
  cell: string | undefined; // undefined for a piece without a cell, and for an order
  line: number | undefined; // in the module
  change: 'edited' | 'added' | 'removed' | 'order';
  side: 'notebook' | 'module' | 'both';
  unknown?: true; // the module does not say what was exported last
  texts: { notebook?: string; module?: string }; // what the two have now; for an order the ids
  after?: string | undefined; // `path#id` of the block before it in the module
}

/** How a cell is named across notebooks: `path#id`. */
export function cellAddress(cell: { notebook: string; id: string }): string {
  return `${cell.notebook}#${cell.id}`;
}

// %% notebooks/30_library/11_drift.ipynb#30b40006 3cf525d8
/** The differences between a module on the disk and the blocks that the notebooks make for it now, in the order of the module. */
export function compareBlocks(
  file: string,
  made: { notebook: string; blocks: BlockText[] },
  old: ModuleBlocks,
): Drift[] {
  const cells = made.blocks.filter((block) => block.text !== '');
  const known = new Map(cells.map((cell) => [cellAddress(cell), cell]));
  const listed = old.cells?.map((name) => (name.includes('#') ? name : `${made.notebook}#${name}`));
  const own = withImportsAbove(old).blocks.map((one) =>
    one.notebook === old.notebook ? { ...one, notebook: made.notebook } : one,
  );
  const blocks = restoreMerged(own, known, listed ?? []);
  const drifts: Drift[] = [];
  let after: string | undefined;
  for (const block of blocks) {
    const address = _addressOf(block);
    const cell = known.get(address ?? '');
    const drift = cell ? _compareCell(cell, block) : _withoutCell(block, listed?.includes(address ?? ''));
    const place = { module: file, notebook: block.notebook ?? made.notebook, cell: block.id, line: block.line };
    if (drift) drifts.push({ ...place, ...drift, ...(after === undefined ? {} : { after }) });
    after = address ?? after;
  }
  const there = new Set(blocks.map(_addressOf));
  for (const { notebook, id, text } of cells.filter((cell) => !there.has(cellAddress(cell)))) {
    const removed = listed?.includes(cellAddress({ notebook, id }));
    const what: Pick<Drift, 'change' | 'side'> = removed
      ? { change: 'removed', side: 'module' }
      : { change: 'added', side: 'notebook' };
    drifts.push({ module: file, notebook, cell: id, line: undefined, ...what, texts: { notebook: text } });
  }
  return [...drifts, ..._compareOrders(file, cells, blocks, listed)];
}

function _addressOf({ notebook, id }: ModuleBlock): string | undefined {
  return notebook === undefined || id === undefined ? undefined : cellAddress({ notebook, id });
}

type _Difference = Pick<Drift, 'change' | 'side' | 'texts' | 'unknown'>;

function _compareCell(cell: BlockText, block: ModuleBlock): _Difference | undefined {
  if (cell.text.trim() === block.text) return undefined;
  const texts = { notebook: cell.text, module: block.text };
  const change = block.text === '' ? 'removed' : 'edited';
  if (block.hash === undefined) return { change, side: 'both', unknown: true, texts };
  if (blockHash(block.text) === block.hash) return { change: 'edited', side: 'notebook', texts };
  return { change, side: blockHash(cell.text) === block.hash ? 'module' : 'both', texts };
}

function _withoutCell(block: ModuleBlock, listed: boolean | undefined): _Difference | undefined {
  const { hash, text } = block;
  const texts = { module: text };
  if (hash !== undefined && hash === blockHash(text) && listed !== false)
    return { change: 'removed', side: 'notebook', texts };
  if (text === '') return undefined;
  if (listed === false || block.id === undefined) return { change: 'added', side: 'module', texts };
  return { change: 'removed', side: 'both', texts, ...(hash === undefined ? { unknown: true as const } : {}) };
}

// %% notebooks/30_library/11_drift.ipynb#30b4000f d3bcd86c
/** The module with imports that stand above the first marker in the first block, if there is nothing else above it. @internal */
export function withImportsAbove(old: ModuleBlocks): ModuleBlocks {
  const [first, ...others] = old.blocks;
  if (!old.stray || !first) return old;
  const { program, problems } = parseSource(old.stray.text);
  const onlyImports = program.body.every((statement) => statement.type === 'ImportDeclaration');
  if (problems.length > 0 || program.body.length === 0 || !onlyImports) return old;
  const text = `${old.stray.text}\n${first.text}`.trim();
  return { ...old, stray: undefined, blocks: [{ ...first, text }, ...others] };
}

// %% notebooks/30_library/11_drift.ipynb#30b40008 807d95ac
/** The blocks, with those whose marker was deleted standing on their own again. @internal */
export function restoreMerged(blocks: ModuleBlock[], known: Map<string, BlockText>, listed: string[]): ModuleBlock[] {
  const restored = [...blocks];
  const missing = listed.filter((address) => known.has(address) && !blocks.some((one) => _addressOf(one) === address));
  for (const address of missing.toReversed()) {
    const cell = known.get(address) as BlockText;
    const earlier = new Set(listed.slice(0, listed.indexOf(address)));
    const at = restored.findLastIndex((one) => earlier.has(_addressOf(one) ?? ''));
    const before = restored[at];
    if (!before?.text.endsWith(`\n${cell.text}`)) continue;
    const rest = before.text.slice(0, -cell.text.length);
    const hash = blockHash(cell.text);
    const line = before.line + rest.split('\n').length;
    const found = { notebook: cell.notebook, id: cell.id, hash, text: cell.text, line };
    restored.splice(at, 1, { ...before, text: rest.trim() }, found);
  }
  return restored;
}

// %% notebooks/30_library/11_drift.ipynb#30b4000a 1b854bc7
function _compareOrders(
  file: string,
  cells: BlockText[],
  blocks: ModuleBlock[],
  listed: string[] | undefined,
): Drift[] {
  if (!listed) return [];
  const inModule = blocks.map((one) => _addressOf(one) ?? '');
  const [thereNow, thereThen] = [new Set(inModule), new Set(listed)];
  return [...Map.groupBy(cells, (cell) => cell.notebook)].flatMap(([notebook, own]): Drift[] => {
    const mine = new Set(own.map(cellAddress));
    const [now, then, here] = [own.map(cellAddress), listed, inModule].map((order) => {
      const ids = order.filter((address) => mine.has(address) && thereNow.has(address) && thereThen.has(address));
      return ids.map((address) => address.slice(notebook.length + 1)).join(' ');
    }) as [string, string, string];
    if (here === now || (here === then && now === then)) return [];
    const side = here === then ? 'notebook' : now === then ? 'module' : 'both';
    const texts = { notebook: now, module: here };
    return [{ module: file, notebook, cell: undefined, line: undefined, change: 'order', side, texts }];
  });
}
