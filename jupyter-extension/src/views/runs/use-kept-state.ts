import { useEffect, useRef, useState } from 'react';
import { type RunsViewState, restoredState } from './runs-view-state.ts';

/** The view's own state: told whenever it changes, and given up for one that comes from outside. */
export function useKeptState(saved: RunsViewState, onStateChange: (state: RunsViewState) => void) {
  const [state, setState] = useState(() => restoredState(saved));
  // What was told comes back as `saved`, perhaps when it is already out of date: that is no news.
  const own = useRef(new WeakSet<object>([saved, state]));
  useEffect(() => {
    if (own.current.has(state)) return;
    own.current.add(state);
    onStateChange(state);
  }, [state, onStateChange]);
  useEffect(() => {
    if (own.current.has(saved)) return;
    const outside = restoredState(saved);
    own.current.add(saved).add(outside);
    setState(outside);
  }, [saved]);
  return [state, setState] as const;
}
