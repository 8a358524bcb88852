import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react';

/** Draws a component again whenever the model has a new snapshot. */
export function useSnapshot<Snapshot>(model: {
  snapshot: () => Snapshot;
  subscribe: (listener: () => void) => () => void;
}): Snapshot {
  return useSyncExternalStore(model.subscribe, model.snapshot);
}

/** Whether anybody can see the element: neither its tab nor the page is hidden. */
export function useIsShown(element: RefObject<HTMLElement | null>): boolean {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    let isOnPage = false;
    const update = () => setIsShown(isOnPage && document.visibilityState === 'visible');
    const observer = new IntersectionObserver((entries) => {
      isOnPage = entries.at(-1)?.isIntersecting ?? false;
      update();
    });
    observer.observe(element.current);
    document.addEventListener('visibilitychange', update);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', update);
    };
  }, [element]);
  return isShown;
}

/** The value once it has stayed the same for a while. */
export function useSettled<Value>(value: Value, delayMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}

/** The same object as before while its contents are the same, so that rows are not drawn for nothing. */
export function useSame<Value>(value: Value, textOf: (value: Value) => string = JSON.stringify): Value {
  const before = useRef(value);
  if (textOf(before.current) !== textOf(value)) before.current = value;
  return before.current;
}
