import type { Schemas } from '../api/client.ts';

type Experiment = Schemas['Experiment'];

/** A line of the tree: an experiment, a folder made of the `/` in their names, or both at once. */
export interface TreeLine {
  path: string; // the whole name, `vision/resnet`
  label: string; // its last part
  level: number; // 1 at the top
  experiment: Experiment | null;
  isFolder: boolean;
  isOpen: boolean;
  runCount: number; // of it and everything below
  runningCount: number;
}

interface Node {
  path: string;
  label: string;
  experiment: Experiment | null;
  below: Map<string, Node>;
}

/** The lines to show, in order of names; what lies below a folder in `closed` is left out. A folder of one thing is not a folder. */
export function treeLines(experiments: readonly Experiment[], closed: readonly string[]): TreeLine[] {
  const root: Node = { path: '', label: '', experiment: null, below: new Map() };
  for (const experiment of experiments) {
    let node = root;
    for (const label of partsOf(experiment.name)) {
      const path = node === root ? label : `${node.path}/${label}`;
      const next = node.below.get(label) ?? { path, label, experiment: null, below: new Map() };
      node.below.set(label, next);
      node = next;
    }
    node.experiment = experiment;
  }
  const shut = new Set(closed);
  return [...root.below.values()].sort(byLabel).flatMap((node) => linesOf(merged(node), 1, shut));
}

/** Every store has the experiment `Default` from the beginning; until it has runs, or is chosen, it says nothing. */
export function withoutEmptyDefault(experiments: readonly Experiment[], chosen: string | null): Experiment[] {
  return experiments.filter((one) => one.id !== '0' || one.runCount > 0 || chosen === '0');
}

function linesOf(node: Node, level: number, closed: ReadonlySet<string>): TreeLine[] {
  const isOpen = !closed.has(node.path);
  const { runCount, runningCount } = countsOf(node);
  const line: TreeLine = {
    path: node.path,
    label: node.label,
    level,
    experiment: node.experiment,
    isFolder: node.below.size > 0,
    isOpen,
    runCount,
    runningCount,
  };
  if (!isOpen) return [line];
  return [
    line,
    ...[...node.below.values()].sort(byLabel).flatMap((child) => linesOf(merged(child), level + 1, closed)),
  ];
}

/** `a/b` stays one line when nothing else lies in `a`. */
function merged(node: Node): Node {
  const [only] = node.below.values();
  if (node.experiment || node.below.size !== 1 || !only) return node;
  const inner = merged(only);
  return { ...inner, label: `${node.label}/${inner.label}` };
}

function countsOf(node: Node): { runCount: number; runningCount: number } {
  let runCount = node.experiment?.runCount ?? 0;
  let runningCount = node.experiment?.runningCount ?? 0;
  for (const child of node.below.values()) {
    const counts = countsOf(child);
    runCount += counts.runCount;
    runningCount += counts.runningCount;
  }
  return { runCount, runningCount };
}

/** An empty part would be a line without a label: then the name stays whole. */
function partsOf(name: string): string[] {
  const parts = name.split('/');
  return parts.every((part) => part.trim() !== '') ? parts : [name];
}

function byLabel(a: Node, b: Node): number {
  return a.label.localeCompare(b.label, undefined, { numeric: true });
}
