import { createContext, useContext, useEffect, useRef, useState } from 'react';
import type { Surroundings } from '../surroundings.ts';
import { type RunViewState, readRunViewState } from './run-state.ts';

/** What every part of a run's view needs. */
export interface RunContext {
  readonly surroundings: Surroundings;
  readonly runId: string;
  readonly state: RunViewState;
  readonly change: (part: Partial<RunViewState>) => void;
}

const context = createContext<RunContext | null>(null);

export const RunContextProvider = context.Provider;

/** The context of the view that a part is in. Throws outside of one. */
export function useRun(): RunContext {
  const run = useContext(context);
  if (!run) throw new Error('A part of the run view stands outside of it');
  return run;
}

/** The state of the view: what the page gives wins whenever it gives another one, and is told of each change. */
export function useViewState(
  given: RunViewState,
  onStateChange: (state: RunViewState) => void,
): [RunViewState, (part: Partial<RunViewState>) => void] {
  const [state, setState] = useState(() => readRunViewState(given));
  const told = useRef<RunViewState>(given);
  const latest = useRef(state);
  useEffect(() => {
    if (given === told.current) return;
    told.current = given;
    latest.current = readRunViewState(given);
    setState(latest.current);
  }, [given]);
  const change = (part: Partial<RunViewState>) => {
    latest.current = { ...latest.current, ...part };
    told.current = latest.current;
    setState(latest.current);
    onStateChange(latest.current);
  };
  return [state, change];
}
