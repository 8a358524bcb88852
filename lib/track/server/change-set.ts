/** Runs and experiments that changed since somebody was told. */
export interface ChangeSet {
  runs: Set<string>; // at most `mostRuns`
  isPartial: boolean; // more changed than `runs` says
  experiments: boolean;
}

/** A message names at most so many runs, so that its size is bounded. */
export const mostRuns = 500;

export function noChanges(): ChangeSet {
  return { runs: new Set(), isPartial: false, experiments: false };
}

export function isEmpty({ runs, isPartial, experiments }: ChangeSet): boolean {
  return runs.size === 0 && !isPartial && !experiments;
}

/** Adds changes to others. */
export function addChanges(into: ChangeSet, more: ChangeSet): void {
  for (const id of more.runs) addRun(into, id);
  into.isPartial ||= more.isPartial;
  into.experiments ||= more.experiments;
}

export function addRun(into: ChangeSet, id: string): void {
  if (into.runs.size < mostRuns || into.runs.has(id)) into.runs.add(id);
  else into.isPartial = true;
}
