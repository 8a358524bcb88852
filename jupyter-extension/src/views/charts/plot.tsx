import { useEffect, useRef, useState } from 'react';
import type { Theme } from '../surroundings.ts';
import { type ChartTheme, readChartTheme } from './chart-theme.ts';
import { loadPlotly, type Plotly, type PlotlyFigure } from './load-plotly.ts';

/**
 * A figure drawn by plotly, which is loaded when the first one is to be seen. Redrawn in place when `makeFigure` or the theme
 * changes, so that a zoom stays; while `isPaused` it stays as it is. Read out as one image with its `label`.
 */
export function Plot({
  makeFigure,
  theme,
  label,
  isPaused = false,
  failed,
}: {
  makeFigure: (theme: ChartTheme) => PlotlyFigure;
  theme: Theme;
  label: string;
  isPaused?: boolean;
  failed: string; // what is said when plotly cannot be loaded or refuses the figure
}) {
  const place = useRef<HTMLDivElement>(null);
  const drawnBy = useRef<Plotly>();
  const [hasFailed, setFailed] = useState(false);
  const switches = useSwitches(theme);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a switch of the theme changes what readChartTheme gives
  useEffect(() => {
    const element = place.current;
    if (!element || isPaused) return;
    let isWanted = true;
    const draw = async () => {
      const figure = makeFigure(readChartTheme(element));
      const plotly = await loadPlotly(figure);
      if (!isWanted) return;
      if (drawnBy.current && drawnBy.current !== plotly) drawnBy.current.purge(element);
      drawnBy.current = plotly;
      await plotly.react(element, figure);
    };
    draw().then(
      () => isWanted && setFailed(false),
      () => isWanted && setFailed(true),
    );
    return () => {
      isWanted = false;
    };
  }, [makeFigure, isPaused, switches]);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (element.offsetWidth > 0 && drawnBy.current) void drawnBy.current.Plots.resize(element);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawnBy.current?.purge(element);
      drawnBy.current = undefined;
    };
  }, []);

  return (
    <>
      {hasFailed ? <p className="jp-Octavo-muted">{failed}</p> : null}
      <div ref={place} className="jp-Octavo-plot" role="img" aria-label={label} hidden={hasFailed} />
    </>
  );
}

// Counts switches of the theme.
function useSwitches(theme: Theme): number {
  const [switches, setSwitches] = useState(0);
  useEffect(() => theme.onChange(() => setSwitches((count) => count + 1)), [theme]);
  return switches;
}
