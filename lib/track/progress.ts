// Generated from notebooks/60_track/20_progress.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60200003 60200005 60200006 60200007 60200010 60200011 60200013 60200014 60200028 60200019 60200020

// %% notebooks/60_track/20_progress.ipynb#60200003 e44f94d7
import { cellIdentity, newDisplay, whenCellEnds } from '../kernel/display.ts';
import { type ProgressState, progressHtml, progressText } from './progress-text.ts';

// %% notebooks/60_track/20_progress.ipynb#60200005 ec6bf1dd
/** Something that shows bars; each call takes the place of the one before. */
export interface ProgressScreen {
  show: (states: readonly ProgressState[], isLast: boolean) => void;
}

/** What bars need of the world. */
export interface ProgressHost {
  nowMs: () => number; // of a clock that never goes back
  owner: () => unknown; // tells cells apart: bars of one share a screen
  newScreen: () => ProgressScreen;
  whenOwnerEnds: (listener: (hasFailed: boolean) => void) => void; // at once after the code that runs now
}

// %% notebooks/60_track/20_progress.ipynb#60200006 adebb0c7
/** One output of a notebook. @internal */
export function displayScreen(): ProgressScreen {
  const display = newDisplay();
  return {
    show: (states) =>
      display.mime({
        'text/html': progressHtml(states),
        'text/plain': states.map((state) => progressText(state)).join('\n'),
      }),
  };
}

/** A stream of text: on a terminal one line that is written anew, elsewhere a line now and then. @internal */
export function streamScreen(
  stream: { write: (text: string) => unknown; isTTY?: boolean; columns?: number },
  nowMs: () => number,
  quietMs = 30_000, // between two lines that are no terminal's
): ProgressScreen {
  let saidAt = nowMs();
  return {
    show: (states, isLast) => {
      const width = states.length > 1 ? 10 : 20;
      const line = states.map((state) => progressText(state, width)).join('  ');
      if (stream.isTTY) {
        stream.write(`\r\x1b[2K${line.slice(0, (stream.columns ?? 80) - 1)}${isLast ? '\n' : ''}`);
      } else if (isLast || nowMs() - saidAt >= quietMs) {
        saidAt = nowMs();
        stream.write(`${line}\n`);
      }
    },
  };
}

// %% notebooks/60_track/20_progress.ipynb#60200007 bee292cd
/** The notebook, inside a kernel, else stderr. @internal */
export const progressHost: ProgressHost = {
  nowMs: () => performance.now(),
  owner: cellIdentity,
  newScreen: () =>
    cellIdentity() === undefined ? streamScreen(process.stderr, () => performance.now()) : displayScreen(),
  whenOwnerEnds: whenCellEnds,
};

// %% notebooks/60_track/20_progress.ipynb#60200010 1bc7e184
interface _Board {
  screen: ProgressScreen;
  bars: { state: () => ProgressState; isNested: boolean; end: (ending: ProgressState['ending']) => void }[];
  drawnAt: number;
  timer: NodeJS.Timeout | undefined;
}

const _boards = new Map<unknown, _Board>();
const _pauseMs = 100;

function _drawSoon(board: _Board, host: ProgressHost): void {
  const waitMs = board.drawnAt + _pauseMs - host.nowMs();
  if (waitMs <= 0) _draw(board, host);
  else board.timer ??= setTimeout(() => _draw(board, host), waitMs).unref();
}

function _draw(board: _Board, host: ProgressHost): void {
  clearTimeout(board.timer);
  board.timer = undefined;
  board.drawnAt = host.nowMs();
  const states = board.bars.map(({ state }) => state());
  board.screen.show(
    states,
    states.every(({ ending }) => ending !== 'running'),
  );
}

// %% notebooks/60_track/20_progress.ipynb#60200011 b6f45e5e
/** The board of the cell that calls: the one in use, or a new one. */
function _boardOf(host: ProgressHost): _Board {
  const owner = host.owner();
  const known = _boards.get(owner);
  if (known) return known;
  const board: _Board = { screen: host.newScreen(), bars: [], drawnAt: Number.NEGATIVE_INFINITY, timer: undefined };
  _boards.set(owner, board);
  host.whenOwnerEnds((hasFailed) => {
    if (hasFailed) for (const bar of [...board.bars]) bar.end('failed'); // what it was about goes on no more
  });
  return board;
}

/** After a bar's end: a nested one that is done goes, and when the last has ended, the next bar gets a new screen. */
function _leave(board: _Board, host: ProgressHost): void {
  board.bars = board.bars.filter(({ state, isNested }) => !isNested || state().ending !== 'done');
  _draw(board, host);
  if (board.bars.some(({ state }) => state().ending === 'running')) return;
  for (const [owner, one] of _boards) if (one === board) _boards.delete(owner);
}

// %% notebooks/60_track/20_progress.ipynb#60200013 7f4812b7
export interface ProgressOptions {
  label?: string;
  total?: number | undefined; // of steps; default: the length or size of what is gone through, else not known
}

/** A bar. Nothing here throws: a bar never stops the work it tells about. */
export interface ProgressBar {
  readonly done: number;
  advance: (steps?: number) => void; // by one, unless told otherwise
  label: (text: string) => void;
  finish: () => void; // all is done
  fail: () => void;
  stop: () => void; // left before its end
  [Symbol.dispose]: () => void; // stops it, if it runs
}

// %% notebooks/60_track/20_progress.ipynb#60200014 afef6efd
/** What a bar knows, and the two ways in which that changes. */
function _track(state: ProgressState, board: _Board, host: ProgressHost) {
  const startedAt = host.nowMs();
  let hasJustStopped = false; // by an error, if the cell fails in the same turn
  const elapsed = () => (state.ending === 'running' ? host.nowMs() - startedAt : state.elapsedMs);
  return {
    state: () => ({ ...state, elapsedMs: elapsed() }),
    change: (part: Partial<ProgressState>) => {
      if (state.ending !== 'running') return;
      Object.assign(state, part);
      _drawSoon(board, host);
    },
    end: (ending: ProgressState['ending']) => {
      if (state.ending !== 'running' && !(hasJustStopped && ending === 'failed')) return;
      Object.assign(state, { elapsedMs: elapsed(), ending });
      hasJustStopped = ending === 'stopped';
      if (hasJustStopped) setImmediate(() => (hasJustStopped = false));
      _leave(board, host);
    },
  };
}

// %% notebooks/60_track/20_progress.ipynb#60200028 38b35089
/** Begins a bar of so many steps; undefined, when their number is not known. Inside another one it is a line below that. */
export function progressBar(
  total?: number,
  options: Omit<ProgressOptions, 'total'> = {},
  host: ProgressHost = progressHost,
): ProgressBar {
  const board = _boardOf(host);
  const whole = typeof total === 'number' && total >= 0 && Number.isFinite(total) ? total : undefined;
  const { state, change, end } = _track(
    { label: options.label ?? '', done: 0, total: whole, elapsedMs: 0, ending: 'running' },
    board,
    host,
  );
  board.bars.push({ state, end, isNested: board.bars.length > 0 });
  _draw(board, host);
  return {
    get done() {
      return state().done;
    },
    advance: (steps = 1) => change({ done: state().done + (Number.isFinite(steps) ? steps : 0) }),
    label: (text) => change({ label: String(text) }),
    finish: () => end('done'),
    fail: () => end('failed'),
    stop: () => end('stopped'),
    [Symbol.dispose]: () => end('stopped'),
  };
}

// %% notebooks/60_track/20_progress.ipynb#60200019 234a6c79
/** Goes through items under a bar: `for (const x of progress(items))`, and `for await` over what comes asynchronously. */
export function progress<Item>(items: Iterable<Item>, options?: ProgressOptions, host?: ProgressHost): Iterable<Item>;
export function progress<Item>(
  items: AsyncIterable<Item>,
  options?: ProgressOptions,
  host?: ProgressHost,
): AsyncIterable<Item>;
export function progress<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  options: ProgressOptions = {},
  host: ProgressHost = progressHost,
): Iterable<Item> | AsyncIterable<Item> {
  const begin = () => progressBar(options.total ?? _countOf(items), options, host);
  if (Symbol.asyncIterator in items) return { [Symbol.asyncIterator]: () => _goThroughAsync(items, begin()) };
  return { [Symbol.iterator]: () => _goThrough(items, begin()) };
}

function _countOf(items: object): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown };
  return [length, size].find((count) => typeof count === 'number');
}

// %% notebooks/60_track/20_progress.ipynb#60200020 3adf28ed
function* _goThrough<Item>(items: Iterable<Item>, bar: ProgressBar): Generator<Item, void> {
  let isWithin = false; // the loop's body runs
  try {
    for (const item of items) {
      isWithin = true;
      yield item;
      isWithin = false;
      bar.advance();
    }
    bar.finish();
  } finally {
    if (isWithin) bar.stop();
    else bar.fail(); // does nothing after finish()
  }
}

async function* _goThroughAsync<Item>(items: AsyncIterable<Item>, bar: ProgressBar): AsyncGenerator<Item, void> {
  let isWithin = false;
  try {
    for await (const item of items) {
      isWithin = true;
      yield item;
      isWithin = false;
      bar.advance();
    }
    bar.finish();
  } finally {
    if (isWithin) bar.stop();
    else bar.fail();
  }
}
