import type { ReactNode } from 'react';
import type { Schemas } from '../api/client.ts';
import { readableDuration } from '../readable.ts';
import { Status } from '../status.tsx';
import { useRun } from './context.tsx';
import { CopyButton, Section, useFirst } from './section.tsx';

type Run = Schemas['Run'];
type Pair = readonly [name: string, value: string];

const rowsAtFirst = 100;
const byName = new Intl.Collator('en', { numeric: true });
const sorted = (values: Readonly<Record<string, string>>): Pair[] =>
  Object.entries(values).sort(([one], [other]) => byName.compare(one, other));

/** What the run was given. */
export function Parameters({ run }: { run: Run }) {
  const { words } = useRun().surroundings;
  const pairs = sorted(run.parameters);
  return (
    <Section
      id="parameters"
      title={words.__('Parameters')}
      count={pairs.length}
      tools={
        pairs.length > 0 ? (
          <CopyButton
            text={pairs.map(([name, value]) => `${name}\t${value}`).join('\n')}
            label={words.__('Copy all parameters')}
          />
        ) : null
      }
    >
      <Pairs pairs={pairs} caption={words.__('Parameters')} empty={words.__('This run has no parameters.')} />
    </Section>
  );
}

const noteTag = 'mlflow.note.content';
const isSystemTag = (name: string) => /^(mlflow|octavo)\./.test(name);

/** The note and the tags that people gave the run; those of the system are folded away. */
export function Tags({ run }: { run: Run }) {
  const { words } = useRun().surroundings;
  const pairs = sorted(run.tags).filter(([name]) => name !== noteTag);
  const own = pairs.filter(([name]) => !isSystemTag(name));
  const system = pairs.filter(([name]) => isSystemTag(name));
  const note = run.tags[noteTag];
  return (
    <Section id="tags" title={note ? words.__('Note and tags') : words.__('Tags')} count={own.length}>
      {note ? <p className="jp-Octavo-run-note">{note}</p> : null}
      {own.length > 0 || !note ? (
        <Pairs pairs={own} caption={words.__('Tags')} empty={words.__('Nobody gave this run a tag.')} />
      ) : null}
      {system.length > 0 ? (
        <Section id="system-tags" title={words.__('System tags')} count={system.length} level={3}>
          <Pairs pairs={system} caption={words.__('System tags')} empty="" />
        </Section>
      ) : null}
    </Section>
  );
}

/** The runs that were started within this one. */
export function NestedRuns({ runs, count }: { runs: readonly Run[]; count: number }) {
  const { words, openRun } = useRun().surroundings;
  return (
    <Section id="nested" title={words.__('Nested runs')} count={count}>
      <div className="jp-Octavo-scroll">
        <table className="jp-Octavo-table">
          <caption className="jp-Octavo-unseen">{words.__('Nested runs')}</caption>
          <thead>
            <tr>
              <th scope="col">{words.__('Name')}</th>
              <th scope="col">{words.__('Status')}</th>
              <th scope="col" className="jp-Octavo-number">
                {words.__('Duration')}
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <th scope="row">
                  <button type="button" className="jp-Octavo-link" onClick={() => openRun(run.id, run.name)}>
                    {run.name || run.id.slice(0, 8)}
                  </button>
                </th>
                <td>
                  <Status ending={run.ending} status={run.status} words={words} />
                </td>
                <td className="jp-Octavo-number">{run.durationMs === null ? '–' : readableDuration(run.durationMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > runs.length ? (
        <p className="jp-Octavo-muted">
          {words.__('The first %1 of %2.', runs.length.toLocaleString(), count.toLocaleString())}
        </p>
      ) : null}
    </Section>
  );
}

function Pairs({ pairs, caption, empty }: { pairs: readonly Pair[]; caption: string; empty: string }): ReactNode {
  const [shown, more] = useFirst(pairs, rowsAtFirst);
  if (pairs.length === 0) return <p className="jp-Octavo-muted">{empty}</p>;
  return (
    <>
      <table className="jp-Octavo-table jp-Octavo-pairs">
        <caption className="jp-Octavo-unseen">{caption}</caption>
        <tbody>
          {shown.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </>
  );
}
