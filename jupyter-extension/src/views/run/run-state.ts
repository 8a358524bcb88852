import type { XAxis } from '../charts/axis.ts';

/** What a person chose in the view of a run: plain JSON, kept with the layout of the page. */
export interface RunViewState {
  readonly xAxis: XAxis;
  readonly isLog: boolean;
  readonly smoothing: number; // 0 to 0.99
  readonly folded: readonly string[]; // sections
  readonly artifact: string | null; // the one that is shown
  readonly openFolders: readonly string[];
}

export const defaultRunViewState: RunViewState = {
  xAxis: 'step',
  isLog: false,
  smoothing: 0,
  folded: ['system-tags'],
  artifact: null,
  openFolders: [],
};

/** Reads a state that was kept, perhaps by another version: what is not understood takes its default. Never throws. */
export function readRunViewState(kept: unknown): RunViewState {
  const state = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  const defaults = defaultRunViewState;
  const names = (value: unknown, otherwise: readonly string[]) =>
    Array.isArray(value) ? value.filter((name) => typeof name === 'string') : otherwise;
  const { smoothing } = state;
  return {
    xAxis: state.xAxis === 'time' || state.xAxis === 'relative' ? state.xAxis : defaults.xAxis,
    isLog: state.isLog === true,
    smoothing: typeof smoothing === 'number' && smoothing >= 0 && smoothing < 1 ? smoothing : defaults.smoothing,
    folded: names(state.folded, defaults.folded),
    artifact: typeof state.artifact === 'string' ? state.artifact : null,
    openFolders: names(state.openFolders, defaults.openFolders),
  };
}
