import type { Words } from './surroundings.ts';

type Tone = 'good' | 'bad' | 'busy' | 'stopped' | 'unknown';

const shapes: Record<Tone, string> = {
  good: 'M4.6 8.2l2.3 2.3 4.5-4.8',
  bad: 'M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4',
  busy: 'M8 1.8a6.2 6.2 0 0 1 6.2 6.2',
  stopped: 'M5.6 5.6h4.8v4.8H5.6z',
  unknown: 'M6.2 6.3a1.9 1.9 0 1 1 2.6 1.9c-.6.3-.8.6-.8 1.2M8 11.4v.3',
};

/** The tone of a run's ending, which chooses its icon and colour. */
export function toneOf(ending: string): Tone {
  if (ending === 'completed' || ending === 'finished') return 'good';
  if (ending === 'running' || ending === 'scheduled') return 'busy';
  if (ending === 'interrupted' || ending === 'terminated' || ending === 'killed') return 'stopped';
  if (ending === 'failed' || ending === 'timed-out' || ending === 'kernel-died' || ending === 'exited') return 'bad';
  return 'unknown';
}

/** The word that people read for a run's ending; a word not known here is shown as it is. */
export function wordOf(ending: string, words: Words): string {
  const known: Record<string, string> = {
    running: words.__('Running'),
    scheduled: words.__('Scheduled'),
    completed: words.__('Completed'),
    finished: words.__('Finished'), // of a program other than Octavo, as MLflow has it
    killed: words.__('Killed'),
    exited: words.__('Exited'),
    failed: words.__('Failed'),
    'timed-out': words.__('Timed out'),
    interrupted: words.__('Interrupted'),
    'kernel-died': words.__('Kernel died'),
    terminated: words.__('Terminated'),
    lost: words.__('Lost'),
  };
  return Object.hasOwn(known, ending) ? (known[ending] ?? ending) : ending;
}

/** A run's status as icon and word: the colour only repeats what the shape says. `status` tells a good exit from a bad one. */
export function Status({
  ending,
  status,
  words,
  isIconOnly = false,
}: {
  ending: string;
  status: string;
  words: Words;
  isIconOnly?: boolean;
}) {
  const tone = ending === 'exited' && status === 'FINISHED' ? 'good' : toneOf(ending);
  const word = wordOf(ending, words);
  return (
    <span className={`jp-Octavo-status jp-Octavo-status-${tone}`} title={isIconOnly ? word : undefined}>
      <svg className="jp-Octavo-status-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <circle cx="8" cy="8" r="6.2" />
        <path d={shapes[tone]} />
      </svg>
      <span className={isIconOnly ? 'jp-Octavo-unseen' : undefined}>{word}</span>
    </span>
  );
}
