/** A value that was logged: it is the wall time at which it was, so no two are the same. */
export interface LoggedPoint {
  atMs: number;
  kind: string;
}

/** When a page first showed a value. */
export interface Sight {
  value: number;
  seenMs: number; // wall time
}

/**
 * How long after it was logged each point was visible, by kind. A page that shows the latest point only passes some over:
 * what counts for these is the first newer one that it showed. Points that nothing followed are in `unseen`.
 */
export function delays(
  logged: readonly LoggedPoint[],
  sights: readonly Sight[],
): { byKind: Record<string, number[]>; passedOver: number; unseen: number } {
  const values = new Set(sights.map((sight) => sight.value));
  const inTime = [...sights].sort((a, b) => a.seenMs - b.seenMs);
  const byKind: Record<string, number[]> = {};
  let passedOver = 0;
  let unseen = 0;
  for (const { atMs, kind } of logged) {
    const sight = inTime.find(({ value }) => value >= atMs);
    if (!values.has(atMs)) passedOver++;
    if (!sight) unseen++;
    else {
      byKind[kind] ??= [];
      byKind[kind].push(sight.seenMs - atMs);
    }
  }
  return { byKind, passedOver, unseen };
}
