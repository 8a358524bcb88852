/** Things of one kind that were started before anybody asked for them. */
export interface KeptAhead<Thing> {
  /** Keeps one for the first who asks for it by this key; `end` is called when nobody does. */
  keep(key: unknown, thing: Thing, end: () => void): void;
  /** Gives it away: from here on it belongs to the caller. */
  take(key: unknown): Thing | undefined;
}

interface Kept {
  kind: string;
  key: string;
  thing: unknown;
  end: () => void;
}

// Of the process, not of this module: each of the package's joined programs has a copy of it.
const place = Symbol.for('octavo.kept-ahead');
const keeper = globalThis as { [place]?: Kept[] };

export function keptAhead<Thing>(kind: string): KeptAhead<Thing> {
  return {
    keep: (key, thing, end) => {
      keeper[place] ??= [];
      keeper[place].push({ kind, key: textOf(key), thing, end });
    },
    take: (key) => {
      const text = textOf(key);
      const found = keeper[place]?.find((one) => one.kind === kind && one.key === text);
      keeper[place] = keeper[place]?.filter((one) => one !== found) ?? [];
      return found?.thing as Thing | undefined; // put there by `keep` of the same kind
    },
  };
}

/** Ends what nobody has taken. */
export function endKept(): void {
  const left = keeper[place] ?? [];
  keeper[place] = [];
  for (const { end } of left) end();
}

/** The same for the same key, in whatever order its properties stand. */
function textOf(key: unknown): string {
  return JSON.stringify(key, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
