import type { MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import type { ViewContent } from './view-content.tsx';

const pauseMs = 500; // typing in a filter changes the state with each letter

/** Saves the state of a view with the layout a moment after it changed. */
export function keepState<State>(
  tracker: WidgetTracker<MainAreaWidget<ViewContent<State>>>,
  widget: MainAreaWidget<ViewContent<State>>,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  widget.content.stateChanged.connect(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void tracker.save(widget), pauseMs);
  });
  widget.disposed.connect(() => clearTimeout(timer));
}
