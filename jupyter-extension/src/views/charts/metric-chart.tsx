import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Schemas } from '../api/client.ts';
import { formatValue } from '../run/metric-values.ts';
import type { Theme, Words } from '../surroundings.ts';
import type { Axis, XAxis } from './axis.ts';
import type { ChartTheme } from './chart-theme.ts';
import { curveFigure } from './curve-figure.ts';
import type { MetricGroup } from './metric-groups.ts';
import { Plot } from './plot.tsx';
import { SeriesTable } from './series-table.tsx';
import { curvesOf } from './traces.ts';

/** The curves of one group of metrics, with a table of their points behind a button. Drawn only while it is in sight. */
export function MetricChart({
  group,
  series,
  xAxis,
  isLog,
  smoothing,
  startedMs,
  isInSight,
  onSight,
  theme,
  words,
}: {
  group: MetricGroup;
  series: ReadonlyMap<string, Schemas['MetricSeries']>;
  xAxis: XAxis;
  isLog: boolean;
  smoothing: number;
  startedMs: number | null;
  isInSight: boolean;
  onSight: (title: string, isInSight: boolean) => void;
  theme: Theme;
  words: Words;
}) {
  const place = useRef<HTMLElement>(null);
  const [isTable, setTable] = useState(false);
  const { title, names } = group;
  useEffect(() => {
    if (!place.current) return;
    const observer = new IntersectionObserver(
      (entries) =>
        onSight(
          title,
          entries.some((entry) => entry.isIntersecting),
        ),
      { rootMargin: '200px' },
    );
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      onSight(title, false);
    };
  }, [title, onSight]);

  const mine = useSame(names.flatMap((name) => series.get(name) ?? []));
  const curves = useMemo(
    () => curvesOf(mine, { xAxis, isLog, smoothing, startedMs }),
    [mine, xAxis, isLog, smoothing, startedMs],
  );
  const makeFigure = useCallback(
    (chartTheme: ChartTheme) =>
      curveFigure(curves, chartTheme, { isLog, zoomKey: `${xAxis} ${isLog}`, xTitle: axisTitle(curves.axis, words) }),
    [curves, isLog, xAxis, words],
  );
  const asides = [
    curves.shown < curves.total
      ? words.__('%1 of %2 points', curves.shown.toLocaleString(), curves.total.toLocaleString())
      : undefined,
    curves.notANumber > 0
      ? words._n('%1 point is NaN or infinite (×)', '%1 points are NaN or infinite (×)', curves.notANumber)
      : undefined,
    curves.notPositive > 0
      ? words._n('%1 point is not above 0', '%1 points are not above 0', curves.notPositive)
      : undefined,
  ].filter((aside) => aside !== undefined);

  return (
    <figure ref={place} className="jp-Octavo-chart" aria-busy={mine.length === 0}>
      <figcaption>
        <h3 title={names.join(', ')}>{title}</h3>
        <button
          type="button"
          className="jp-Octavo-icon-button"
          aria-pressed={isTable}
          aria-label={words.__('Show %1 as table', title)}
          title={words.__('Show as table')}
          onClick={() => setTable(!isTable)}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 3.5v9" />
          </svg>
        </button>
      </figcaption>
      {isTable ? (
        <SeriesTable series={mine} words={words} />
      ) : (
        <Plot
          makeFigure={makeFigure}
          theme={theme}
          label={summary(mine, title, words)}
          isPaused={!isInSight || mine.length === 0}
          failed={words.__('The chart could not be drawn.')}
        />
      )}
      <p className="jp-Octavo-muted jp-Octavo-chart-asides">{asides.join(' · ')}</p>
    </figure>
  );
}

function axisTitle({ unit }: Axis, words: Words): string {
  switch (unit) {
    case 'step':
      return words.__('step');
    case 'time':
      return '';
    case 'seconds':
      return words.__('seconds since the start');
    case 'minutes':
      return words.__('minutes since the start');
    case 'hours':
      return words.__('hours since the start');
  }
}

// What a listener is told in place of the picture.
function summary(series: readonly Schemas['MetricSeries'][], title: string, words: Words): string {
  const parts = series.map(({ name, total, values, steps }) => {
    const last = values.at(-1) ?? 'NaN';
    const points = words._n('%1 point', '%1 points', total);
    return words.__('%1: %2, the last is %3 at step %4', name, points, formatValue(last), steps.at(-1) ?? 0);
  });
  return words.__('Curve of %1. %2', title, parts.join('; '));
}

// The array of the last time, as long as its members are the same: then nothing is computed or drawn anew.
function useSame<Item>(items: readonly Item[]): readonly Item[] {
  const last = useRef(items);
  const isSame = items.length === last.current.length && items.every((item, index) => item === last.current[index]);
  if (!isSame) last.current = items;
  return last.current;
}
