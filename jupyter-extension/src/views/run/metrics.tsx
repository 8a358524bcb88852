import { useEffect, useMemo, useRef, useState } from 'react';
import type { Schemas } from '../api/client.ts';
import type { XAxis } from '../charts/axis.ts';
import { MetricChart } from '../charts/metric-chart.tsx';
import { groupMetrics } from '../charts/metric-groups.ts';
import { useRun } from './context.tsx';
import { Moment } from './head.tsx';
import { formatValue } from './metric-values.ts';
import type { RunModel } from './run-model.ts';
import { Section, useFirst } from './section.tsx';

const chartsAtFirst = 24;
const byName = new Intl.Collator('en', { numeric: true });

/** The curves of the metrics, and the latest value of each. */
export function Metrics({
  detail,
  series,
  model,
}: {
  detail: Schemas['RunDetail'];
  series: ReadonlyMap<string, Schemas['MetricSeries']>;
  model: RunModel;
}) {
  const { words } = useRun().surroundings;
  const names = Object.keys(detail.run.metrics).sort(byName.compare);
  const curved = names.filter((name) => (detail.metricRanges[name]?.points ?? 0) > 1);
  return (
    <>
      {curved.length > 0 ? (
        <Section id="curves" title={words.__('Curves')} tools={<CurveTools />}>
          <Curves names={curved} detail={detail} series={series} model={model} />
        </Section>
      ) : null}
      <Section id="metrics" title={words.__('Metrics')} count={names.length}>
        {names.length > 0 ? (
          <Latest names={names} detail={detail} />
        ) : (
          <p className="jp-Octavo-muted">{words.__('This run has logged no metrics.')}</p>
        )}
      </Section>
    </>
  );
}

function CurveTools() {
  const { surroundings, state, change } = useRun();
  const { words } = surroundings;
  return (
    <fieldset className="jp-Octavo-tools">
      <legend className="jp-Octavo-unseen">{words.__('How the curves are drawn')}</legend>
      <label>
        {words.__('Along')}
        <select value={state.xAxis} onChange={(event) => change({ xAxis: event.target.value as XAxis })}>
          <option value="step">{words.__('step')}</option>
          <option value="time">{words.__('wall time')}</option>
          <option value="relative">{words.__('time since the start')}</option>
        </select>
      </label>
      <label>
        <input type="checkbox" checked={state.isLog} onChange={(event) => change({ isLog: event.target.checked })} />
        {words.__('Log scale')}
      </label>
      <label>
        {words.__('Smoothing')}
        <input
          type="range"
          min={0}
          max={0.95}
          step={0.05}
          value={state.smoothing}
          aria-valuetext={state.smoothing === 0 ? words.__('none') : String(state.smoothing)}
          onChange={(event) => change({ smoothing: Number(event.target.value) })}
        />
      </label>
    </fieldset>
  );
}

function Curves({
  names,
  detail,
  series,
  model,
}: {
  names: readonly string[];
  detail: Schemas['RunDetail'];
  series: ReadonlyMap<string, Schemas['MetricSeries']>;
  model: RunModel;
}) {
  const { surroundings, state } = useRun();
  const key = JSON.stringify(names);
  const groups = useMemo(() => groupMetrics(JSON.parse(key)), [key]);
  const [shown, more] = useFirst(groups, chartsAtFirst);
  const [inSight, setInSight] = useState<ReadonlySet<string>>(new Set());
  const see = useRef((title: string, isSeen: boolean) => {
    setInSight((before) => {
      if (before.has(title) === isSeen) return before;
      const after = new Set(before);
      if (isSeen) after.add(title);
      else after.delete(title);
      return after;
    });
  });
  useEffect(() => {
    model.wantSeries(groups.filter(({ title }) => inSight.has(title)).flatMap((group) => group.names));
  }, [model, groups, inSight]);
  return (
    <>
      <div className="jp-Octavo-charts">
        {shown.map((group) => (
          <MetricChart
            key={group.title}
            group={group}
            series={series}
            xAxis={state.xAxis}
            isLog={state.isLog}
            smoothing={state.smoothing}
            startedMs={detail.run.startedMs}
            isInSight={inSight.has(group.title)}
            onSight={see.current}
            theme={surroundings.theme}
            words={surroundings.words}
          />
        ))}
      </div>
      {more}
    </>
  );
}

function Latest({ names, detail }: { names: readonly string[]; detail: Schemas['RunDetail'] }) {
  const { words } = useRun().surroundings;
  const [shown, more] = useFirst(names, 100);
  return (
    <>
      <div className="jp-Octavo-scroll">
        <table className="jp-Octavo-table">
          <caption className="jp-Octavo-unseen">{words.__('Latest values')}</caption>
          <thead>
            <tr>
              <th scope="col">{words.__('Metric')}</th>
              <th scope="col" className="jp-Octavo-number">
                {words.__('Latest')}
              </th>
              <th scope="col" className="jp-Octavo-number">
                {words.__('Step')}
              </th>
              <th scope="col" className="jp-Octavo-number">
                {words.__('Points')}
              </th>
              <th scope="col">{words.__('Logged')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((name) => {
              const metric = detail.run.metrics[name];
              if (!metric) return null;
              const isOdd = typeof metric.value === 'string';
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className={`jp-Octavo-number${isOdd ? ' jp-Octavo-odd' : ''}`} title={String(metric.value)}>
                    {formatValue(metric.value)}
                  </td>
                  <td className="jp-Octavo-number">{metric.step}</td>
                  <td className="jp-Octavo-number">{(detail.metricRanges[name]?.points ?? 1).toLocaleString()}</td>
                  <td>
                    <Moment timestampMs={metric.timestampMs} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {more}
    </>
  );
}
