import type { PlotlyRecord } from '../charts/load-plotly.ts';

// What a figure may ask of the drawing; all else, such as servers to send data to, stays ours.
const ownWishes = [
  'staticPlot',
  'scrollZoom',
  'doubleClick',
  'displayModeBar',
  'modeBarButtonsToRemove',
  'toImageButtonOptions',
];

/** How plotly behaves here: no logo, nothing that sends data away, letters and shapes from nowhere else. */
export function figureConfig(wished: PlotlyRecord = {}): PlotlyRecord {
  const taken = Object.entries(wished).filter(([name]) => ownWishes.includes(name));
  return {
    ...Object.fromEntries(taken),
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: '',
    responsive: false, // the renderer watches its own size, which changes with more than the window
  };
}
