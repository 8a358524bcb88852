import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Schemas } from '../api/client.ts';
import type { Words } from '../surroundings.ts';
import { type TreeLine, treeLines, withoutEmptyDefault } from './experiment-tree.ts';
import { Icon } from './icons.tsx';

/** The experiments, folded by the `/` in their names, below one line for all runs. */
export function ExperimentsTree({
  experiments,
  chosen,
  closed,
  onChoose,
  onClosed,
  words,
}: {
  experiments: readonly Schemas['Experiment'][];
  chosen: string | null;
  closed: readonly string[];
  onChoose: (id: string | null) => void;
  onClosed: (closed: string[]) => void;
  words: Words;
}) {
  const lines = useMemo(
    () => treeLines(withoutEmptyDefault(experiments, chosen), closed),
    [experiments, chosen, closed],
  );
  const [focused, setFocused] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const total = experiments.reduce((sum, one) => sum + one.runCount, 0);
  const running = experiments.reduce((sum, one) => sum + one.runningCount, 0);
  const paths = ['', ...lines.map((line) => line.path)];
  const chosenPath = lines.find((line) => line.experiment && line.experiment.id === chosen)?.path ?? '';
  const stop = focused !== null && paths.includes(focused) ? focused : chosenPath;

  const focus = (path: string | undefined) => {
    if (path === undefined) return;
    setFocused(path);
    const items = root.current?.querySelectorAll<HTMLElement>('[role=treeitem]');
    items?.[paths.indexOf(path)]?.focus();
  };
  const toggle = (line: TreeLine) => {
    onClosed(line.isOpen ? [...closed, line.path] : closed.filter((path) => path !== line.path));
  };
  const choose = (line: TreeLine | undefined) => {
    if (!line) onChoose(null);
    else if (line.experiment) onChoose(line.experiment.id);
    else toggle(line);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = paths.indexOf(stop);
    const line = lines[index - 1];
    const parent = line && lines.slice(0, index - 1).findLast((one) => one.level < line.level);
    if (event.key === 'ArrowDown') focus(paths[index + 1]);
    else if (event.key === 'ArrowUp') focus(paths[index - 1]);
    else if (event.key === 'Home') focus(paths[0]);
    else if (event.key === 'End') focus(paths.at(-1));
    else if (event.key === 'Enter' || event.key === ' ') choose(line);
    else if (event.key === 'ArrowRight' && line?.isFolder) line.isOpen ? focus(paths[index + 1]) : toggle(line);
    else if (event.key === 'ArrowLeft' && line?.isFolder && line.isOpen) toggle(line);
    else if (event.key === 'ArrowLeft' && parent) focus(parent.path);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="jp-Octavo-tree" role="tree" aria-label={words.__('Experiments')} ref={root} onKeyDown={onKeyDown}>
      <Item
        label={words.__('All runs')}
        level={1}
        isChosen={chosen === null}
        isStop={stop === ''}
        runCount={total}
        runningCount={running}
        onChoose={() => {
          setFocused('');
          onChoose(null);
        }}
        words={words}
      />
      {lines.map((line) => (
        <Item
          key={line.path}
          label={line.label}
          title={line.path}
          level={line.level}
          isChosen={line.experiment !== null && line.experiment.id === chosen}
          isStop={stop === line.path}
          isOpen={line.isFolder ? line.isOpen : undefined}
          runCount={line.runCount}
          runningCount={line.runningCount}
          onChoose={() => {
            setFocused(line.path);
            choose(line);
          }}
          onToggle={() => toggle(line)}
          words={words}
        />
      ))}
    </div>
  );
}

function Item(line: {
  label: string;
  title?: string;
  level: number;
  isChosen: boolean;
  isStop: boolean;
  isOpen?: boolean | undefined; // undefined: not a folder
  runCount: number;
  runningCount: number;
  onChoose: () => void;
  onToggle?: () => void;
  words: Words;
}) {
  const { words } = line;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
    <div
      className="jp-Octavo-tree-item"
      role="treeitem"
      aria-level={line.level}
      aria-selected={line.isChosen}
      aria-expanded={line.isOpen}
      tabIndex={line.isStop ? 0 : -1}
      title={line.title}
      style={{ paddingInlineStart: `${0.4 + (line.level - 1) * 1.1}em` }}
      onClick={line.onChoose}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the arrow keys do the same */}
      <span
        className="jp-Octavo-twisty"
        onClick={(event) => {
          if (line.isOpen === undefined) return;
          event.stopPropagation();
          line.onToggle?.();
        }}
      >
        {line.isOpen === undefined ? null : <Icon shape={line.isOpen ? 'caret' : 'open'} />}
      </span>
      <span className="jp-Octavo-tree-label">{line.label}</span>
      {line.runningCount > 0 ? (
        <span className="jp-Octavo-tree-running" title={words.__('%1 running', line.runningCount)}>
          {line.runningCount.toLocaleString()}
          <span className="jp-Octavo-unseen">{words.__('running')}</span>
        </span>
      ) : null}
      <span className="jp-Octavo-tree-count">
        {line.runCount.toLocaleString()}
        <span className="jp-Octavo-unseen">{words._n('run', 'runs', line.runCount)}</span>
      </span>
    </div>
  );
}
