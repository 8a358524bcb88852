import { type RefObject, useEffect } from 'react';

/**
 * Marks a scrolled element with `data-shifted` while it is scrolled sideways. Only then do the names have to stay in place: a
 * browser keeps each cell that does on a layer of its own, which takes a fifth of the time of every frame of scrolling down.
 */
export function useShiftedMark(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const mark = () => element.toggleAttribute('data-shifted', element.scrollLeft !== 0);
    mark();
    element.addEventListener('scroll', mark, { passive: true });
    return () => element.removeEventListener('scroll', mark);
  }, [scroller]);
}
