/** The colours and letters of the page's theme, as plotly wants them. */
export interface ChartTheme {
  readonly text: string;
  readonly faintText: string;
  readonly grid: string;
  readonly paper: string;
  readonly error: string;
  readonly curves: readonly string[];
  readonly fontFamily: string;
  readonly fontSizePx: number;
}

const curveVariables = [
  '--jp-brand-color1',
  '--jp-warn-color1',
  '--jp-success-color1',
  '--jp-info-color1',
  '--jp-error-color1',
  '--jp-ui-font-color2',
];

/** Reads the theme as it is where the chart stands. A canvas or SVG keeps colours for ever, so read it again on every switch. */
export function readChartTheme(element: HTMLElement): ChartTheme {
  const probe = document.createElement('span');
  element.append(probe);
  const colour = (variable: string) => {
    probe.style.color = `var(${variable})`;
    return getComputedStyle(probe).color;
  };
  const { fontFamily, fontSize } = getComputedStyle(element);
  const theme = {
    text: colour('--jp-ui-font-color1'),
    faintText: colour('--jp-ui-font-color2'),
    grid: colour('--jp-border-color2'),
    paper: colour('--jp-layout-color1'),
    error: colour('--jp-error-color1'),
    curves: curveVariables.map(colour),
    fontFamily,
    fontSizePx: Number.parseFloat(fontSize) || 12,
  };
  probe.remove();
  return theme;
}
