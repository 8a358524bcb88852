import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

const spare = 8; // rows drawn beyond each edge, and the steps in which the window moves

/** Which rows of a scrolled table are near enough to be drawn. All rows are equally high, so nothing is measured while scrolling. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  rowCount: number,
  rowHeight: number,
): { first: number; last: number } {
  const [range, setRange] = useState({ first: 0, last: 40 });
  const update = useRef(() => {});
  update.current = () => {
    const element = scroller.current;
    if (!element || rowHeight === 0) return;
    const top = Math.floor(element.scrollTop / rowHeight);
    const first = Math.max(0, (Math.floor(top / spare) - 1) * spare);
    const last = (Math.ceil((top + element.clientHeight / rowHeight) / spare) + 1) * spare;
    setRange((old) => (old.first === first && old.last === last ? old : { first, last }));
  };
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const run = () => update.current();
    element.addEventListener('scroll', run, { passive: true });
    const observer = new ResizeObserver(run);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', run);
      observer.disconnect();
    };
  }, [scroller]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the range is made of
  useLayoutEffect(() => update.current(), [rowCount, rowHeight]);
  return { first: Math.min(range.first, rowCount), last: Math.min(range.last, rowCount) };
}

/** Keeps the first row in view where it is when rows come or go above it; at the very top new rows just appear. */
export function useKeptPlace(
  scroller: RefObject<HTMLElement | null>,
  keys: readonly string[],
  rowHeight: number,
): void {
  const before = useRef(keys);
  useLayoutEffect(() => {
    const element = scroller.current;
    const old = before.current;
    before.current = keys;
    if (!element || old === keys || element.scrollTop < rowHeight || rowHeight === 0) return;
    const top = Math.floor(element.scrollTop / rowHeight);
    // The row itself may be the one that went: then the next that stayed is kept.
    for (let index = top; index < Math.min(old.length, top + 50); index++) {
      const key = old[index] as string;
      if (keys[index] === key) return;
      const now = keys.indexOf(key);
      if (now < 0) continue;
      element.scrollTop += (now - index) * rowHeight;
      return;
    }
  }, [scroller, keys, rowHeight]);
}
