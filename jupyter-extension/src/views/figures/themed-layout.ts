import type { ChartTheme } from '../charts/chart-theme.ts';
import type { PlotlyRecord } from '../charts/load-plotly.ts';

/**
 * Lays the colours of the page's theme under a figure. They are a plotly template, so whatever the figure itself says wins; a figure
 * with a template of its own is left alone, and so is one with a paper of its own: light letters on its white could not be read.
 */
export function themedLayout(layout: PlotlyRecord = {}, theme: ChartTheme): PlotlyRecord {
  // Zoom and hidden curves survive a redraw as long as this stays the same.
  const kept = { uirevision: 'figure', ...layout };
  const isOwn = (layout.template ?? undefined) !== undefined || isOpaque(layout.paper_bgcolor);
  return isOwn ? kept : { ...kept, template: themeTemplate(theme) };
}

function isOpaque(colour: unknown): boolean {
  return typeof colour === 'string' && !/^\s*(transparent|rgba\(.*[,/]\s*0*\.?0+%?\s*\))?\s*$/i.test(colour);
}

function themeTemplate(theme: ChartTheme): PlotlyRecord {
  const { text, faintText, grid, paper } = theme;
  const axis = { color: text, gridcolor: grid, linecolor: grid, zerolinecolor: grid, automargin: true };
  const spatial = { ...axis, backgroundcolor: paper };
  const font = { color: text, family: theme.fontFamily, size: theme.fontSizePx };
  return {
    layout: {
      font,
      paper_bgcolor: paper,
      plot_bgcolor: paper,
      colorway: theme.curves,
      xaxis: axis,
      yaxis: axis,
      scene: { xaxis: spatial, yaxis: spatial, zaxis: spatial },
      polar: { bgcolor: paper, angularaxis: axis, radialaxis: axis },
      ternary: { bgcolor: paper, aaxis: axis, baxis: axis, caxis: axis },
      geo: { bgcolor: paper, landcolor: paper, lakecolor: paper, subunitcolor: grid, coastlinecolor: grid },
      hoverlabel: { bgcolor: paper, bordercolor: grid, font },
      modebar: { bgcolor: 'rgba(0,0,0,0)', color: faintText, activecolor: text },
      annotationdefaults: { arrowcolor: text },
      shapedefaults: { line: { color: text } },
    },
    data: {
      table: [
        {
          header: { fill: { color: grid }, line: { color: grid } },
          cells: { fill: { color: paper }, line: { color: grid } },
        },
      ],
    },
  };
}
