/** Calls `listener` when JupyterLab switched its theme; returns what stops it. A MIME renderer cannot ask the theme manager. */
export function onPageTheme(listener: () => void): () => void {
  listeners.add(listener);
  observer ??= new MutationObserver(() => {
    for (const each of [...listeners]) each();
  });
  if (listeners.size === 1)
    observer.observe(document.body, { attributeFilter: ['data-jp-theme-light', 'data-jp-theme-name'] });
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) observer?.disconnect();
  };
}

// One for all figures of the page.
const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

/** The colour that is seen behind an element. */
export function colourBehind(element: HTMLElement, otherwise: string): string {
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (colour !== 'transparent' && !/^rgba\(.*, 0\)$/.test(colour)) return colour;
  }
  return otherwise;
}
