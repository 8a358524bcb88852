import { OctavoError } from '../../errors/index.ts';
import { checkName, limits, truncate } from '../limits.ts';
import { requireRun } from './require-run.ts';
import type { TrackingStore } from './tracking-store.ts';

/** Records parameters, all or none. The same value again is fine; throws `track-parameter-changed` for another one. */
export function logParameters(store: TrackingStore, runId: string, parameters: Record<string, string>): void {
  for (const name of Object.keys(parameters)) checkName('parameter', name);
  store.write(() => {
    requireRun(store, runId);
    writeParameters(store, runId, parameters);
  });
}

/** Records parameters within a transaction of the caller. */
export function writeParameters(store: TrackingStore, runId: string, parameters: Record<string, string>): void {
  for (const [name, text] of Object.entries(parameters)) {
    const value = truncate(text, limits.parameterValue);
    const added = store.change(
      'INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?) ON CONFLICT (key, run_uuid) DO NOTHING',
      name,
      value,
      runId,
    );
    if (added > 0) continue;
    const old = store.row<{ value: string }>('SELECT value FROM params WHERE key = ? AND run_uuid = ?', name, runId);
    if (old && old.value !== value) throw changed(name, old.value, value, runId);
  }
}

function changed(name: string, old: string, value: string, runId: string): OctavoError {
  const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
  return new OctavoError(
    'track-parameter-changed',
    `Parameter "${name}" of run ${runId.slice(0, 8)} is ${shown(old)} already and cannot become ${shown(value)}`,
    {
      hint: `log.metric or log.tag for what changes, or a run of its own: log.run('…', () => log.parameter('${name}', …))`,
    },
  );
}
