// Generated from notebooks/20_notebook/20_merge/04_merge_order.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c2503 5d0cf0bd 5d0cc3cd

// %% notebooks/20_notebook/20_merge/04_merge_order.ipynb#5d0c2503 bedd45ff
import { movedKeys } from '../diff/changes.ts';

// %% notebooks/20_notebook/20_merge/04_merge_order.ipynb#5d0cf0bd 14530227
/** The merged order of the keys of both sides that are in `kept`. @internal */
export function mergeOrder(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
  kept: ReadonlySet<string>,
): string[] {
  const [ourMoves, theirMoves] = [movedKeys(base, ours), movedKeys(base, theirs)];
  const [inBase, inOurs, inTheirs] = [base, ours, theirs].map((keys) => new Set(keys)) as [
    Set<string>,
    Set<string>,
    Set<string>,
  ];
  const placed = (key: string) => inOurs.has(key) && !(theirMoves.has(key) && !ourMoves.has(key));
  const isOurs = (key: string) => (!inBase.has(key) && !inTheirs.has(key)) || ourMoves.has(key);
  const next = linkUp(ours.filter(placed));
  let previous = '';
  for (const key of theirs) {
    if (!placed(key)) {
      let at = previous;
      for (let after = next.get(at); after !== undefined && isOurs(after); after = next.get(at)) at = after;
      const behind = next.get(at);
      next.set(at, key);
      if (behind !== undefined) next.set(key, behind);
    }
    previous = key;
  }
  const merged: string[] = [];
  for (let key = next.get(''); key !== undefined; key = next.get(key)) if (kept.has(key)) merged.push(key);
  return merged;
}

// %% notebooks/20_notebook/20_merge/04_merge_order.ipynb#5d0cc3cd 113f2e3b
/** For each key the one behind it; '' stands above the first. @internal */
export function linkUp(keys: string[]): Map<string, string> {
  return new Map(keys.map((key, index) => [index === 0 ? '' : (keys[index - 1] as string), key]));
}
