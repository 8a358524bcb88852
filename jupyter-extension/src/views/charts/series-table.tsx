import type { Schemas } from '../api/client.ts';
import { readableMoment } from '../readable.ts';
import { Scroller } from '../run/section.tsx';
import type { Words } from '../surroundings.ts';

const rowsAtMost = 500;

/** The points of one chart as a table, for those who read it with their ears or want the numbers: the last ones first. */
export function SeriesTable({ series, words }: { series: readonly Schemas['MetricSeries'][]; words: Words }) {
  const rows = series
    .flatMap(({ name, steps, timestampsMs, values }) =>
      steps.map((step, index) => ({ name, step, timestampMs: timestampsMs[index] ?? 0, value: values[index] })),
    )
    .sort((one, other) => other.step - one.step || other.timestampMs - one.timestampMs);
  return (
    <Scroller className="jp-Octavo-chart-table" label={words.__('Points')}>
      <table className="jp-Octavo-table">
        <thead>
          <tr>
            {series.length > 1 ? <th scope="col">{words.__('Metric')}</th> : null}
            <th scope="col" className="jp-Octavo-number">
              {words.__('Step')}
            </th>
            <th scope="col" className="jp-Octavo-number">
              {words.__('Value')}
            </th>
            <th scope="col">{words.__('Time')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, rowsAtMost).map(({ name, step, timestampMs, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step may have been logged twice at one time
            <tr key={`${name} ${step} ${timestampMs} ${index}`}>
              {series.length > 1 ? <td>{name}</td> : null}
              <td className="jp-Octavo-number">{step}</td>
              <td className="jp-Octavo-number">{String(value)}</td>
              <td>
                <time>{readableMoment(timestampMs)}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > rowsAtMost ? (
        <p className="jp-Octavo-muted">
          {words.__('The last %1 of %2 points.', rowsAtMost.toLocaleString(), rows.length.toLocaleString())}
        </p>
      ) : null}
    </Scroller>
  );
}
