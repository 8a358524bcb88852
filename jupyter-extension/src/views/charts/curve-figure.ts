import type { ChartTheme } from './chart-theme.ts';
import type { PlotlyFigure, PlotlyRecord, PlotlyTrace } from './load-plotly.ts';
import type { Curves, Trace } from './traces.ts';

const dashes = ['solid', 'dash', 'dot', 'dashdot'];

/** Makes the figure of one chart. `zoomKey`: the person's zoom is kept as long as it stays the same. */
export function curveFigure(
  { traces, axis }: Curves,
  theme: ChartTheme,
  { isLog, zoomKey, xTitle }: { isLog: boolean; zoomKey: string; xTitle: string },
): PlotlyFigure {
  const count = traces.filter(({ role }) => role === 'curve').length;
  const hasMarks = traces.some(({ role }) => role === 'marks');
  const line = { gridcolor: theme.grid, zerolinecolor: theme.grid, linecolor: theme.grid, automargin: true };
  return {
    data: traces.map((trace) => (trace.role === 'marks' ? marks(trace, theme) : curve(trace, theme))),
    layout: {
      uirevision: zoomKey,
      autosize: true,
      paper_bgcolor: theme.paper,
      plot_bgcolor: theme.paper,
      font: { family: theme.fontFamily, size: theme.fontSizePx, color: theme.text },
      margin: { l: 44, r: 12, t: 8, b: 32, pad: 2 },
      showlegend: count > 1,
      legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom', xanchor: 'left' },
      hovermode: 'x unified',
      hoverlabel: { bgcolor: theme.paper, bordercolor: theme.grid, font: { color: theme.text } },
      dragmode: 'zoom',
      xaxis: {
        ...line,
        type: axis.type,
        title: { text: xTitle, font: { color: theme.faintText, size: theme.fontSizePx }, standoff: 4 },
        ...(axis.unit === 'step' ? stepTicks(traces) : {}),
        nticks: 6,
      },
      yaxis: {
        ...line,
        type: isLog ? 'log' : 'linear',
        exponentformat: 'e',
        ...(isLog ? { dtick: logTick(traces) } : { nticks: 6 }),
      },
      // The height of marks says nothing, so they have an axis that nobody sees or moves.
      ...(hasMarks
        ? { yaxis2: { overlaying: 'y', range: [-0.03, 1.03], fixedrange: true, visible: false, showgrid: false } }
        : {}),
    },
    // Buttons have no place in what is read out as one image; a double click ends a zoom.
    config: { displayModeBar: false, doubleClick: 'reset' },
  };
}

function curve({ role, name, place, x, y, hasMarkers }: Trace, theme: ChartTheme): PlotlyTrace {
  const isShadow = role === 'shadow';
  return {
    type: 'scatter',
    mode: hasMarkers ? 'lines+markers' : 'lines',
    name: escaped(name),
    uid: `${role}${place}`, // plotly makes a class of it, so no name of a metric
    x,
    y,
    connectgaps: false,
    line: {
      color: theme.curves[place % theme.curves.length],
      width: isShadow ? 1 : 1.8,
      dash: dashes[Math.floor(place / theme.curves.length) % dashes.length],
    },
    marker: { size: 4.5 },
    opacity: isShadow ? 0.3 : 1,
    showlegend: !isShadow,
    hovertemplate: `%{y:.6~g}`,
    ...(isShadow ? { hoverinfo: 'skip', hovertemplate: undefined } : {}),
  };
}

function marks({ x, y, text }: Trace, theme: ChartTheme): PlotlyTrace {
  return {
    type: 'scatter',
    mode: 'markers',
    uid: 'marks',
    x,
    y,
    yaxis: 'y2',
    text: text?.map(escaped),
    hovertemplate: '%{text}<extra></extra>',
    marker: { symbol: 'x', size: 7, color: theme.error },
    showlegend: false,
    cliponaxis: false,
  };
}

// Steps are whole numbers: no tick at 1.5.
function stepTicks(traces: readonly Trace[]): PlotlyRecord {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { x } of traces) {
    for (const place of x) {
      if (typeof place !== 'number') continue;
      least = Math.min(least, place);
      most = Math.max(most, place);
    }
  }
  return most - least <= 6 ? { dtick: 1, tickformat: 'd' } : { tickformat: most >= 10_000 ? '~s' : 'd' };
}

// Plotly marks 2 and 5 between the powers of ten, and letters them over each other when there are many: at most six powers then.
function logTick(traces: readonly Trace[]): number | string {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const { role, y } of traces) {
    if (role !== 'curve') continue;
    for (const value of y) {
      if (value === null) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  const decades = Math.log10(most / least);
  return decades > 1.5 ? Math.ceil(decades / 6) : 'D2';
}

// Plotly reads a small HTML in its labels: the name of a metric is none.
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
